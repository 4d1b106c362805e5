package dev.gantry.inventory.store.variables;

import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.Variables;
import dev.gantry.inventory.store.json.JsonColumns;
import dev.gantry.kit.db.JdbcStatements;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;

/** The groups, and the variables of the whole site. */
@ApplicationScoped
public class GroupRepository implements PanacheRepositoryBase<GroupRow, String> {

    private static final long TREE_LOCK = 0x67616e747279L;
    /** Of the transaction: that it holds the groups, and their version once it was read. */
    private static final String HELD = "gantry.tree.held";

    private static final String VERSION = "gantry.tree.version";

    /** A group and its version. */
    public record Versioned(Group group, long version) {}

    /** A kayobe configuration by the name that a site gives it, and one of its environments; null for its base. */
    public record Source(String configuration, String environment) {}

    private final EntityManager entities;
    private final JdbcStatements sql;
    private final TransactionSynchronizationRegistry transaction;

    GroupRepository(EntityManager entities, JdbcStatements sql, TransactionSynchronizationRegistry transaction) {
        this.entities = entities;
        this.sql = sql;
        this.transaction = transaction;
    }

    /** Until the transaction ends nobody else changes groups, memberships or the site. */
    public void lockTree() {
        lock("select pg_advisory_xact_lock(?)");
    }

    /** Until the transaction ends groups stay as they are; others may hold them as well. */
    public void holdTree() {
        lock("select pg_advisory_xact_lock_shared(?)");
    }

    private void lock(String statement) {
        sql.list(statement, row -> "", TREE_LOCK);
        transaction.putResource(HELD, Boolean.TRUE);
    }

    /** Rises with each change of the groups or the site; no two changes have the same, also where one was taken back. */
    public long treeVersion() {
        if (!isHeld()) {
            return readTreeVersion();
        }
        // Nobody else changes it before this transaction ends, and what this one changes forgets it.
        Object known = transaction.getResource(VERSION);
        long version = known == null ? readTreeVersion() : (Long) known;
        transaction.putResource(VERSION, version);
        return version;
    }

    private boolean isHeld() {
        return transaction.getTransactionKey() != null && transaction.getResource(HELD) != null;
    }

    private long readTreeVersion() {
        return sql.first("select tree_version from site where id = 1", row -> row.getLong(1))
                .orElse(0L);
    }

    /** Which kayobe configuration and environment the installation is bound to; empty before the first import. */
    public Optional<Source> source() {
        return sql.first(
                "select configuration, environment from site where id = 1 and configuration is not null",
                row -> new Source(row.getString(1), row.getString(2)));
    }

    public void bind(Source source) {
        changed();
        sql.update("update site set configuration = ?, environment = ?", source.configuration(), source.environment());
    }

    private void changed() {
        entities.flush();
        sql.update("insert into site (id, variables, tree_version)"
                + " values (1, cast('{\"values\":{},\"files\":{}}' as jsonb), nextval('tree_version'))"
                + " on conflict (id) do update set tree_version = excluded.tree_version");
        transaction.putResource(VERSION, null);
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
        return sql.first(
                        "select cast(variables as text) from site where id = 1",
                        row -> JsonColumns.read(row.getString(1), Variables.class))
                .orElseGet(Variables::none);
    }

    public void storeSite(Variables site) {
        changed();
        sql.update("update site set variables = cast(? as jsonb) where id = 1", JsonColumns.write(site));
    }
}
