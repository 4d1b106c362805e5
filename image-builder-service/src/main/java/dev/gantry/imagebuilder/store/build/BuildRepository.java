package dev.gantry.imagebuilder.store.build;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.BuildState;
import dev.gantry.imagebuilder.store.JsonColumns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The image builds in the database. */
@ApplicationScoped
public class BuildRepository {

    private final EntityManager database;
    private final JsonColumns json;

    BuildRepository(EntityManager database, JsonColumns json) {
        this.database = database;
        this.json = json;
    }

    public Optional<Build> find(String id) {
        return Optional.ofNullable(database.find(BuildRow.class, id)).map(this::toBuild);
    }

    public Optional<Build> findForUpdate(String id) {
        return Optional.ofNullable(database.find(BuildRow.class, id, LockModeType.PESSIMISTIC_WRITE))
                .map(this::toBuild);
    }

    /** Newest first, of one image or ({@code ""}) of all, before the given id ({@code "~"} for the newest). */
    public List<Build> list(String image, String before, int limit) {
        return database.createQuery(
                        "from BuildRow where (:image = '' or image = :image) and id < :before order by id desc",
                        BuildRow.class)
                .setParameter("image", image)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultStream()
                .map(this::toBuild)
                .toList();
    }

    /** The newest one of these inputs that succeeded, or that is still on its way. */
    public Optional<Build> findSame(String image, Sha256 inputs) {
        return database.createQuery(
                        "from BuildRow where image = :image and inputsDigest = :inputs"
                                + " and state in ('SUCCEEDED', 'QUEUED', 'RUNNING') order by id desc",
                        BuildRow.class)
                .setParameter("image", image)
                .setParameter("inputs", inputs.hex())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(this::toBuild);
    }

    /** Succeeded builds whose image carries the token. */
    public List<Build> withToken(String fingerprint) {
        return database.createQuery("from BuildRow where state = 'SUCCEEDED' order by id desc", BuildRow.class)
                .getResultStream()
                .map(this::toBuild)
                .filter(b -> b.result() != null && fingerprint.equals(b.result().tokenFingerprint()))
                .toList();
    }

    public List<Build> inState(BuildState state) {
        return database.createQuery("from BuildRow where state = :state order by id", BuildRow.class)
                .setParameter("state", state.name())
                .getResultStream()
                .map(this::toBuild)
                .toList();
    }

    public void save(Build build) {
        BuildRow row = database.find(BuildRow.class, build.id());
        boolean isNew = row == null;
        if (isNew) {
            row = new BuildRow();
            row.id = build.id();
            row.image = build.image().name();
            row.inputsDigest = build.inputsDigest().hex();
            row.requestedAt = build.times().requestedAt();
        }
        row.state = build.state().name();
        row.document = json.write(build);
        if (isNew) {
            database.persist(row);
        }
    }

    public boolean isCancelRequested(String id) {
        return database.createQuery("select cancelRequested from BuildRow where id = :id", Boolean.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElse(false);
    }

    public void requestCancel(String id) {
        BuildRow row = database.find(BuildRow.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (row != null) {
            row.cancelRequested = true;
        }
    }

    private Build toBuild(BuildRow row) {
        return json.read(row.document, new TypeReference<Build>() {});
    }
}
