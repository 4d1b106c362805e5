package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.publish.LeftAlone;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.Attempt;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.model.publish.Revision.Content;
import dev.gantry.novaconfig.model.publish.Revision.Publication;
import dev.gantry.novaconfig.model.publish.RevisionState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A revision. */
@Entity
@Table(name = "revision")
class RevisionRow {

    @Id
    UUID id;

    String scope;
    int number;

    @Column(name = "host_version")
    long hostVersion;

    @Column(name = "settings_version")
    long settingsVersion;

    String release;
    String digest;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> files;

    @JdbcTypeCode(SqlTypes.JSON)
    List<String> classes;

    @JdbcTypeCode(SqlTypes.JSON)
    List<FindingJson> findings;

    @Enumerated(EnumType.STRING)
    RevisionState state;

    @Column(name = "cause_id")
    String causeId;

    String cause;

    @Column(name = "caused_by")
    String causedBy;

    @Column(name = "created_at")
    Instant createdAt;

    String target;
    String place;
    String reference;

    @Column(name = "published_at")
    Instant publishedAt;

    String problem;

    @JdbcTypeCode(SqlTypes.JSON)
    List<FindingJson> conflicts;

    @Column(name = "left_alone")
    @JdbcTypeCode(SqlTypes.JSON)
    List<LeftAlone> leftAlone;

    void set(Revision r) {
        id = UUID.fromString(r.id());
        scope = r.scope();
        number = r.number();
        hostVersion = r.hostVersion();
        settingsVersion = r.settings();
        release = r.content().release();
        digest = r.content().digest();
        files = r.content().files();
        classes = r.content().classes();
        findings = r.content().findings().stream().map(FindingJson::of).toList();
        state = r.state();
        causeId = r.cause().id();
        cause = r.cause().what();
        causedBy = r.cause().who();
        createdAt = r.createdAt();
        Publication p = r.publication();
        if (p != null) {
            target = p.target();
            place = p.place();
            reference = p.reference();
            publishedAt = p.at();
        }
        problem = r.attempt().problem();
        conflicts = r.attempt().conflicts().stream().map(FindingJson::of).toList();
        leftAlone = r.attempt().leftAlone();
    }

    Revision revision() {
        return new Revision(
                id.toString(),
                scope,
                number,
                hostVersion,
                settingsVersion,
                new Content(
                        release,
                        new TreeMap<>(files),
                        classes,
                        findings.stream().map(FindingJson::finding).toList()),
                state,
                new Cause(causeId, cause, causedBy),
                createdAt,
                publishedAt == null ? null : new Publication(target, place, reference, publishedAt),
                new Attempt(
                        problem, conflicts.stream().map(FindingJson::finding).toList(), leftAlone));
    }
}
