package dev.gantry.inventory.store.variables;

import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.Variables;
import dev.gantry.inventory.store.json.JsonColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "host_group")
class GroupRow {

    @Id
    String name;

    long version;
    String[] children;

    @ColumnTransformer(write = "?::jsonb")
    String variables;

    Group group() {
        return new Group(name, List.of(children), JsonColumns.read(variables, Variables.class));
    }
}
