package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.flavor.DefinedFlavor;
import dev.gantry.novaconfig.model.flavor.Flavor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A flavor that a person defined. */
@Entity
@Table(name = "flavor")
class FlavorRow {

    /** One extra spec. A list of them keeps the order that a JSON object in PostgreSQL would lose. */
    record Spec(String key, String value) {}

    /** The flavor's fields besides its name. */
    record Body(int ram, int disk, int vcpus, Flavor.Access access, List<String> projects, List<Spec> extraSpecs) {}

    @Id
    String name;

    long version;

    @JdbcTypeCode(SqlTypes.JSON)
    Body body;

    @Column(name = "changed_by")
    String changedBy;

    @Column(name = "changed_at")
    Instant changedAt;

    void set(DefinedFlavor defined) {
        Flavor f = defined.flavor();
        Flavor.Size size = f.size();
        List<Spec> specs = f.extraSpecs().entrySet().stream()
                .map(e -> new Spec(e.getKey(), e.getValue()))
                .toList();
        name = f.name();
        body = new Body(size.ramMib(), size.diskGb(), size.vcpus(), f.access(), f.projects(), specs);
        version = defined.version();
        changedBy = defined.changedBy();
        changedAt = defined.changedAt();
    }

    DefinedFlavor defined() {
        Map<String, String> specs = new LinkedHashMap<>();
        body.extraSpecs().forEach(s -> specs.put(s.key(), s.value()));
        Flavor.Size size = new Flavor.Size(body.ram(), body.disk(), body.vcpus());
        Flavor flavor = new Flavor(name, size, body.access(), body.projects(), specs);
        return new DefinedFlavor(flavor, version, changedBy, changedAt);
    }
}
