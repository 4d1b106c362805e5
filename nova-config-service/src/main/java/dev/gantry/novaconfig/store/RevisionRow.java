package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.publish.LeftAlone;
import dev.gantry.novaconfig.model.publish.Revision;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One rendition. Its bytes never change; only whether and where it was published does. */
@Entity
@Table(name = "rendition")
public class RevisionRow extends PanacheEntityBase {

    @Id
    public UUID id;

    public String scope;
    public int number;

    @Column(name = "host_version")
    public long hostVersion;

    public String release;
    public String digest;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> files;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<String> classes;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<FindingJson> findings;

    public String state;

    @Column(name = "cause_id")
    public String causeId;

    public String cause;

    @Column(name = "caused_by")
    public String causedBy;

    @Column(name = "created_at")
    public Instant createdAt;

    public String target;
    public String reference;

    @Column(name = "published_at")
    public Instant publishedAt;

    public String problem;

    @Column(name = "left_alone")
    @JdbcTypeCode(SqlTypes.JSON)
    public List<LeftAlone> leftAlone;

    public static Optional<RevisionRow> newest(String scope) {
        return find("scope = ?1 order by number desc", scope).firstResultOptional();
    }

    public static Optional<RevisionRow> newestPublished(String scope, int below) {
        return find("scope = ?1 and state = 'PUBLISHED' and number < ?2 order by number desc", scope, below)
                .firstResultOptional();
    }

    /** The newest that may be published. */
    public static Optional<RevisionRow> newestGood(String scope) {
        return find("scope = ?1 and state <> 'HELD' order by number desc", scope)
                .firstResultOptional();
    }

    /** Newest first. */
    public static List<RevisionRow> page(String scope, int below, int limit) {
        return find("scope = ?1 and number < ?2 order by number desc", scope, below)
                .page(0, limit)
                .list();
    }

    /** Newest of each scope where that one waits to be published. */
    public static List<RevisionRow> waiting() {
        return list("from RenditionRow r where r.state = 'READY' and r.number ="
                + " (select max(n.number) from RenditionRow n where n.scope = r.scope) order by r.scope");
    }

    public static RevisionRow of(Revision r) {
        RevisionRow row = new RevisionRow();
        row.id = UUID.fromString(r.id());
        row.scope = r.scope();
        row.number = r.number();
        row.hostVersion = r.hostVersion();
        row.release = r.release();
        row.digest = r.digest();
        row.files = r.files();
        row.classes = r.classes();
        row.findings = r.findings().stream().map(FindingJson::of).toList();
        row.state = r.state().name();
        row.causeId = r.cause().id();
        row.cause = r.cause().what();
        row.causedBy = r.cause().who();
        row.createdAt = r.createdAt();
        row.leftAlone = r.leftAlone();
        return row;
    }

    public Revision rendition() {
        return new Revision(
                id.toString(),
                scope,
                number,
                hostVersion,
                release,
                digest,
                new TreeMap<>(files),
                classes,
                findings.stream().map(FindingJson::finding).toList(),
                Revision.State.valueOf(state),
                new Revision.Cause(causeId, cause, causedBy),
                createdAt,
                publishedAt == null ? null : new Revision.Publication(target, reference, publishedAt),
                problem,
                leftAlone);
    }
}
