package dev.gantry.inventory.store.variables;

import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.Variables;
import dev.gantry.inventory.store.json.JsonColumns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** The groups, and the variables of the whole site. */
@ApplicationScoped
public class GroupRepository {

    private static final long TREE_LOCK = 0x67616e747279L;

    /** A group and its version. */
    public record Versioned(Group group, long version) {}

    private final EntityManager entities;

    GroupRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Until the transaction ends nobody else changes groups, memberships or the site. */
    public void lockTree() {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(:key) as text)")
                .setParameter("key", TREE_LOCK)
                .getResultList();
    }

    /** Until the transaction ends groups stay as they are; others may hold them as well. */
    public void holdTree() {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock_shared(:key) as text)")
                .setParameter("key", TREE_LOCK)
                .getResultList();
    }

    public List<Versioned> all() {
        return GroupRow.<GroupRow>list("order by name").stream()
                .map(row -> new Versioned(row.group(), row.version))
                .toList();
    }

    public Optional<Versioned> find(String name) {
        return GroupRow.<GroupRow>findByIdOptional(name).map(row -> new Versioned(row.group(), row.version));
    }

    /** Inserts at version 1 or replaces at the next version, which it returns. */
    public long store(Group group) {
        GroupRow row = GroupRow.findById(group.name());
        boolean isNew = row == null;
        if (isNew) {
            row = new GroupRow();
            row.name = group.name();
        }
        row.version++;
        row.children = group.children().toArray(String[]::new);
        row.variables = JsonColumns.write(group.variables());
        if (isNew) {
            row.persist();
        }
        return row.version;
    }

    public void delete(String name) {
        GroupRow.deleteById(name);
    }

    public Variables site() {
        List<?> found = entities.createNativeQuery(
                        "select cast(variables as text) from site where id = 1", String.class)
                .getResultList();
        return found.isEmpty() ? Variables.none() : JsonColumns.read((String) found.getFirst(), Variables.class);
    }

    public void storeSite(Variables site) {
        entities.createNativeQuery("insert into site (id, variables) values (1, cast(:json as jsonb))"
                        + " on conflict (id) do update set variables = excluded.variables")
                .setParameter("json", JsonColumns.write(site))
                .executeUpdate();
    }
}
