package dev.gantry.inventory.store.variables;

import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.Variables;
import dev.gantry.inventory.store.json.JsonColumns;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** The groups, and the variables of the whole site. */
@ApplicationScoped
public class GroupRepository implements PanacheRepositoryBase<GroupRow, String> {

    private static final long TREE_LOCK = 0x67616e747279L;

    /** A group and its version. */
    public record Versioned(Group group, long version) {}

    /** A kayobe configuration by the name that a site gives it, and one of its environments; null for its base. */
    public record Source(String configuration, String environment) {}

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

    /** Rises with each change of the groups or the site; no two changes have the same, also where one was taken back. */
    public long treeVersion() {
        List<?> found = entities.createNativeQuery("select tree_version from site where id = 1", Long.class)
                .getResultList();
        return found.isEmpty() ? 0 : (Long) found.getFirst();
    }

    /** Which kayobe configuration and environment the installation is bound to; empty before the first import. */
    public Optional<Source> source() {
        List<?> found = entities.createNativeQuery(
                        "select configuration, environment from site where id = 1 and configuration is not null",
                        Object[].class)
                .getResultList();
        return found.stream()
                .findFirst()
                .map(row -> new Source((String) ((Object[]) row)[0], (String) ((Object[]) row)[1]));
    }

    public void bind(Source source) {
        changed();
        entities.createNativeQuery("update site set configuration = :configuration, environment = :environment")
                .setParameter("configuration", source.configuration())
                .setParameter("environment", source.environment())
                .executeUpdate();
    }

    private void changed() {
        entities.flush();
        entities.createNativeQuery("insert into site (id, variables, tree_version)"
                        + " values (1, cast('{\"values\":{},\"files\":{}}' as jsonb), nextval('tree_version'))"
                        + " on conflict (id) do update set tree_version = excluded.tree_version")
                .executeUpdate();
    }

    public List<Versioned> all() {
        return listAll(Sort.by("name")).stream()
                .map(row -> new Versioned(row.group(), row.version))
                .toList();
    }

    public Optional<Versioned> find(String name) {
        return findByIdOptional(name).map(row -> new Versioned(row.group(), row.version));
    }

    /** Inserts at version 1 or replaces at the next version, which it returns. */
    public long store(Group group) {
        GroupRow row = findById(group.name());
        boolean isNew = row == null;
        if (isNew) {
            row = new GroupRow();
            row.name = group.name();
        }
        row.version++;
        row.children = group.children().toArray(String[]::new);
        row.variables = JsonColumns.write(group.variables());
        if (isNew) {
            persist(row);
        }
        changed();
        return row.version;
    }

    public void delete(String name) {
        deleteById(name);
        changed();
    }

    public Variables site() {
        List<?> found = entities.createNativeQuery(
                        "select cast(variables as text) from site where id = 1", String.class)
                .getResultList();
        return found.isEmpty() ? Variables.none() : JsonColumns.read((String) found.getFirst(), Variables.class);
    }

    public void storeSite(Variables site) {
        changed();
        entities.createNativeQuery("update site set variables = cast(:json as jsonb) where id = 1")
                .setParameter("json", JsonColumns.write(site))
                .executeUpdate();
    }
}
