package dev.gantry.imagebuilder.store.build;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.BuildState;
import dev.gantry.imagebuilder.store.JsonColumns;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The image builds in the database. */
@ApplicationScoped
public class BuildRepository implements PanacheRepositoryBase<BuildRow, String> {

    private static final List<BuildState> USABLE = List.of(BuildState.SUCCEEDED, BuildState.QUEUED, BuildState.RUNNING);

    private final JsonColumns json;

    BuildRepository(JsonColumns json) {
        this.json = json;
    }

    public Optional<Build> find(String id) {
        return findByIdOptional(id).map(this::toBuild);
    }

    public Optional<Build> findForUpdate(String id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).map(this::toBuild);
    }

    /** Newest first, of one image or ({@code ""}) of all, before the given id ({@code "~"} for the newest). */
    public List<Build> list(String image, String before, int limit) {
        return find("(?1 = '' or image = ?1) and id < ?2 order by id desc", image, before).page(0, limit).stream()
                .map(this::toBuild)
                .toList();
    }

    /** @param image empty: of all images */
    public long count(String image) {
        return count("?1 = '' or image = ?1", image);
    }

    /** The newest one of these inputs that succeeded, or that is still on its way. */
    public Optional<Build> findSame(String image, Sha256 inputs) {
        return find("image = ?1 and inputsDigest = ?2 and state in ?3 order by id desc", image, inputs.hex(), USABLE)
                .page(0, 1)
                .firstResultOptional()
                .map(this::toBuild);
    }

    /** Succeeded builds whose image carries the token. */
    public List<Build> withToken(String fingerprint) {
        return find("state = ?1 order by id desc", BuildState.SUCCEEDED).stream()
                .map(this::toBuild)
                .filter(b -> b.result() != null && fingerprint.equals(b.result().tokenFingerprint()))
                .toList();
    }

    /** Newest first. */
    public List<Build> succeeded(String image) {
        return find("image = ?1 and state = ?2 order by id desc", image, BuildState.SUCCEEDED).stream()
                .map(this::toBuild)
                .toList();
    }

    public int countInState(BuildState state) {
        return (int) count("state", state);
    }

    public void save(Build build) {
        BuildRow row = findById(build.id());
        boolean isNew = row == null;
        if (isNew) {
            row = new BuildRow();
            row.id = build.id();
            row.image = build.image().name();
            row.inputsDigest = build.inputsDigest().hex();
            row.requestedAt = build.times().requestedAt();
        }
        row.state = build.state();
        row.document = json.write(build);
        if (isNew) {
            persist(row);
        }
    }

    public boolean isCancelRequested(String id) {
        return count("id = ?1 and cancelRequested", id) > 0;
    }

    public void requestCancel(String id) {
        findByIdOptional(id).ifPresent(row -> row.cancelRequested = true);
    }

    private Build toBuild(BuildRow row) {
        return json.read(row.document, new TypeReference<Build>() {});
    }
}
