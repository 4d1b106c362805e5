package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.InspectedHost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds hosts by what is asked of them, a page at a time. */
@ApplicationScoped
public class HostSearch {

    private final EntityManager entities;

    HostSearch(EntityManager entities) {
        this.entities = entities;
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
                    "(%s, name) %s (cast(:value as %s), :name)"
                            .formatted(column, rises ? ">" : "<", page.order().type()),
                    "value",
                    page.after().value());
            conditions.values.put("name", page.after().name());
        }
        String direction = rises ? "asc" : "desc";
        Query query = entities.createNativeQuery(
                "select * from host where %s order by %s %s, name %s limit %d"
                        .formatted(conditions.text(), column, direction, direction, page.limit() + 1),
                HostRow.class);
        conditions.values.forEach(query::setParameter);
        List<Host> hosts = new ArrayList<>();
        for (Object row : query.getResultList()) {
            hosts.add(HostRowMapper.host((HostRow) row));
        }
        return hosts;
    }

    /** By name; at most so many, each with what was found of it. */
    public List<InspectedHost> inspected(HostFilter filter, int limit) {
        Conditions conditions = new Conditions(filter);
        Query query = entities.createNativeQuery(
                "select * from host where %s order by name limit %d".formatted(conditions.text(), limit),
                HostRow.class);
        conditions.values.forEach(query::setParameter);
        List<InspectedHost> hosts = new ArrayList<>();
        for (Object row : query.getResultList()) {
            hosts.add(HostRowMapper.inspected((HostRow) row));
        }
        return hosts;
    }

    public long count(HostFilter filter) {
        Conditions conditions = new Conditions(filter);
        Query query = entities.createNativeQuery("select count(*) from host where " + conditions.text(), Long.class);
        conditions.values.forEach(query::setParameter);
        return (Long) query.getSingleResult();
    }

    /** By name. */
    public List<String> names(HostFilter filter, int limit) {
        Conditions conditions = new Conditions(filter);
        Query query = entities.createNativeQuery(
                "select name from host where %s order by name limit %d".formatted(conditions.text(), limit),
                String.class);
        conditions.values.forEach(query::setParameter);
        List<String> names = new ArrayList<>();
        query.getResultList().forEach(name -> names.add((String) name));
        return names;
    }

    /** What SQL asks, and the values that it asks for. */
    private static final class Conditions {
        private final List<String> parts = new ArrayList<>(List.of("true"));
        private final Map<String, Object> values = new HashMap<>();

        Conditions(HostFilter filter) {
            add(
                    "state = :state",
                    "state",
                    filter.state() == null ? null : filter.state().name());
            add(
                    "flag_names @> cast(:flag as text[])",
                    "flag",
                    filter.flag() == null ? null : array(List.of(filter.flag())));
            add("groups && cast(:groups as text[])", "groups", array(filter.groups()));
            add("name = any(cast(:names as text[]))", "names", array(filter.names()));
            add(
                    "exists (select 1 from jsonb_array_elements(facts -> 'cards') card"
                            + " where card ->> 'productId' = any(cast(:products as text[])))",
                    "products",
                    array(filter.products()));
            int number = 0;
            for (Map.Entry<String, String> label : filter.labels().entrySet()) {
                String name = "label" + number++;
                if (label.getValue().isEmpty()) {
                    add("jsonb_exists(spec -> 'labels', :" + name + ")", name, label.getKey());
                } else {
                    String wanted =
                            dev.gantry.inventory.store.json.JsonColumns.write(Map.of(label.getKey(), label.getValue()));
                    add("spec -> 'labels' @> cast(:" + name + " as jsonb)", name, wanted);
                }
            }
        }

        private void add(String condition, String name, Object value) {
            if (value != null) {
                parts.add(condition);
                values.put(name, value);
            }
        }

        private String text() {
            return String.join(" and ", parts);
        }

        /** PostgreSQL's literal of an array, each element quoted: {@code {"compute","compute_vgpu"}}. */
        private static String array(List<String> elements) {
            return elements == null
                    ? null
                    : elements.stream()
                            .map(e -> '"' + e.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                            .collect(Collectors.joining(",", "{", "}"));
        }
    }
}
