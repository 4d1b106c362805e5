package dev.gantry.imagebuilder.store.bundle;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleEntry;
import dev.gantry.imagebuilder.model.bundle.BundleState;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.model.bundle.PublishedPart;
import dev.gantry.imagebuilder.store.JsonColumns;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The driver bundles in the database. */
@ApplicationScoped
public class BundleRepository implements PanacheRepositoryBase<BundleRow, String> {

    private final JsonColumns json;
    private final Clock clock;

    BundleRepository(JsonColumns json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    public Optional<Bundle> find(String name) {
        return findByIdOptional(name).map(this::toBundle);
    }

    /** The same, held for this transaction. */
    public Optional<Bundle> findForUpdate(String name) {
        return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE).map(this::toBundle);
    }

    /** By name, after the given one ({@code ""} for the first); at most {@code limit}. */
    public List<Bundle> list(String after, int limit) {
        return find("name > ?1 order by name", after).page(0, limit).stream()
                .map(this::toBundle)
                .toList();
    }

    /** By name, locked for this transaction. */
    public List<Bundle> inStates(List<BundleState> states) {
        return find("state in ?1 order by name", states).withLock(LockModeType.PESSIMISTIC_WRITE).stream()
                .map(this::toBundle)
                .toList();
    }

    /** The digest of the published part that is fetched from this address. */
    public Optional<Sha256> digestBehind(String url) {
        return findAll().stream()
                .flatMap(row -> toBundle(row).parts().stream())
                .filter(part -> url.equals(part.url()))
                .map(PublishedPart::sha256)
                .findFirst();
    }

    public void save(Bundle bundle) {
        BundleRow row = findById(bundle.fileName());
        boolean isNew = row == null;
        if (isNew) {
            row = new BundleRow();
            row.name = bundle.fileName();
        }
        row.endedAt = endOf(bundle, row);
        row.state = bundle.state();
        row.url = bundle.source().url();
        row.expected = textOf(bundle.source().expected());
        row.chosen = json.write(bundle.source().chosen());
        row.sha256 = textOf(bundle.sha256());
        row.bytes = bundle.bytes();
        row.entries = json.write(bundle.entries());
        row.parts = json.write(bundle.parts());
        row.reason = bundle.reason();
        row.nextTryAt = bundle.nextTryAt();
        row.createdAt = bundle.createdAt();
        if (isNew) {
            persist(row);
        }
    }

    /** When it came to the end that it stands at; null while it is under way. */
    private Instant endOf(Bundle bundle, BundleRow before) {
        if (bundle.state() == BundleState.ANNOUNCED || bundle.state() == BundleState.STORED) {
            return null;
        }
        return before.state == bundle.state() && before.endedAt != null ? before.endedAt : clock.instant();
    }

    public void delete(String name) {
        deleteById(name);
    }

    private Bundle toBundle(BundleRow row) {
        return new Bundle(
                DriverBundleName.parse(row.name),
                row.state,
                new Bundle.Source(
                        row.url, digestOf(row.expected), json.read(row.chosen, new TypeReference<List<PartRole>>() {})),
                digestOf(row.sha256),
                row.bytes,
                json.read(row.entries, new TypeReference<List<BundleEntry>>() {}),
                json.read(row.parts, new TypeReference<List<PublishedPart>>() {}),
                row.reason,
                row.nextTryAt,
                row.createdAt,
                row.endedAt);
    }

    private static String textOf(Sha256 digest) {
        return digest == null ? null : digest.hex();
    }

    private static Sha256 digestOf(String text) {
        return text == null ? null : new Sha256(text);
    }
}
