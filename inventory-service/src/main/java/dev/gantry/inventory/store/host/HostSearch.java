package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.store.json.JsonColumns;
import dev.gantry.kit.db.JdbcStatements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds hosts by what is asked of them, a page at a time. */
@ApplicationScoped
public class HostSearch {

    private final EntityManager entities;
    private final JdbcStatements sql;

    HostSearch(EntityManager entities, JdbcStatements sql) {
        this.entities = entities;
        this.sql = sql;
    }

    /** Where the page before ended: the value of its last host in the order, and that host's name. */
    public record Position(String value, String name) {}

    /** A page of hosts; {@code after} null for the first. */
    public record PageRequest(HostOrder order, HostOrder.Direction direction, Position after, int limit) {}

    /** One more than the limit, so that the caller sees whether there is a next page. */
    public List<Host> list(HostFilter filter, PageRequest page) {
        Conditions conditions = new Conditions(filter);
        boolean rises = page.direction() == HostOrder.Direction.ASCENDING;
        String column = page.order().column();
        if (page.after() != null) {
            conditions.add(
                    "(%s, name) %s (cast(? as %s), ?)"
                            .formatted(column, rises ? ">" : "<", page.order().type()),
                    page.after().value(),
                    page.after().name());
        }
        String direction = rises ? "asc" : "desc";
        return read(
                "select %s from host where %s order by %s %s, name %s limit %d"
                        .formatted(
                                HostColumns.OF_HOST, conditions.text(), column, direction, direction, page.limit() + 1),
                HostColumns::host,
                conditions);
    }

    /** By name; at most so many, each with what was found of it. */
    public List<InspectedHost> inspected(HostFilter filter, int limit) {
        Conditions conditions = new Conditions(filter);
        return read(
                "select %s, %s from host where %s order by name limit %d"
                        .formatted(HostColumns.OF_HOST, HostColumns.OF_INSPECTION, conditions.text(), limit),
                HostColumns::inspected,
                conditions);
    }

    public long count(HostFilter filter) {
        Conditions conditions = new Conditions(filter);
        return read("select count(*) from host where " + conditions.text(), row -> row.getLong(1), conditions)
                .getFirst();
    }

    /** By name. */
    public List<String> names(HostFilter filter, int limit) {
        Conditions conditions = new Conditions(filter);
        return read(
                "select name from host where %s order by name limit %d".formatted(conditions.text(), limit),
                row -> row.getString(1),
                conditions);
    }

    private <T> List<T> read(String statement, JdbcStatements.RowReader<T> reader, Conditions conditions) {
        if (entities.isJoinedToTransaction()) {
            entities.flush();
        }
        return sql.list(statement, reader, conditions.values.toArray());
    }

    /** What SQL asks, and the values that it asks for, in their order. */
    private static final class Conditions {
        private final List<String> parts = new ArrayList<>(List.of("true"));
        private final List<Object> values = new ArrayList<>();

        Conditions(HostFilter filter) {
            if (filter.state() != null) {
                add("state = ?", filter.state().name());
            }
            if (filter.flag() != null) {
                add("flag_names @> ?", (Object) new String[] {filter.flag()});
            }
            anyOf("groups && ?", filter.groups());
            anyOf("name = any(?)", filter.names());
            anyOf(
                    "exists (select 1 from jsonb_array_elements(facts -> 'cards') card"
                            + " where card ->> 'productId' = any(?))",
                    filter.products());
            filter.labels().forEach((name, value) -> {
                if (value.isEmpty()) {
                    add("jsonb_exists(spec -> 'labels', ?)", name);
                } else {
                    add("spec -> 'labels' @> cast(? as jsonb)", JsonColumns.write(Map.of(name, value)));
                }
            });
        }

        private void anyOf(String condition, List<String> some) {
            if (some != null) {
                add(condition, (Object) some.toArray(String[]::new));
            }
        }

        private void add(String condition, Object... asked) {
            parts.add(condition);
            values.addAll(List.of(asked));
        }

        private String text() {
            return String.join(" and ", parts);
        }
    }
}
