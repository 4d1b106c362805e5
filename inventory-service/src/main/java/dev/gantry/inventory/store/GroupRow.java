package dev.gantry.inventory.store;

import dev.gantry.inventory.model.Group;
import dev.gantry.inventory.model.Variables;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "host_group")
class GroupRow extends PanacheEntityBase {

    @Id
    String name;

    long version;
    String[] children;

    @ColumnTransformer(write = "?::jsonb")
    String variables;

    Group group() {
        return new Group(name, List.of(children), Json.read(variables, Variables.class));
    }
}
