package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.flavor.Flavor;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
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
public class FlavorRow extends PanacheEntityBase {

    /** One extra spec. A list of them keeps the order that a JSON object in PostgreSQL would lose. */
    public record Spec(String key, String value) {}

    /** The flavor's fields besides its name. */
    public record Body(int ram, int disk, int vcpus, String access, List<String> projects, List<Spec> extraSpecs) {}

    @Id
    public String name;

    public long version;

    @JdbcTypeCode(SqlTypes.JSON)
    public Body body;

    @Column(name = "changed_by")
    public String changedBy;

    @Column(name = "changed_at")
    public Instant changedAt;

    public static List<FlavorRow> all() {
        return list("order by name");
    }

    public void setFlavor(Flavor f) {
        Flavor.Size size = f.size();
        List<Spec> specs = f.extraSpecs().entrySet().stream()
                .map(e -> new Spec(e.getKey(), e.getValue()))
                .toList();
        name = f.name();
        body = new Body(size.ramMib(), size.diskGb(), size.vcpus(), f.access().name(), f.projects(), specs);
    }

    public Flavor flavor() {
        Map<String, String> specs = new LinkedHashMap<>();
        body.extraSpecs().forEach(s -> specs.put(s.key(), s.value()));
        Flavor.Size size = new Flavor.Size(body.ram(), body.disk(), body.vcpus());
        return new Flavor(name, size, Flavor.Access.valueOf(body.access()), body.projects(), specs);
    }
}
