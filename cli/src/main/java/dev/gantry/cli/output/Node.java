package dev.gantry.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of JSON: a map, a list, a text, a number, a boolean, or nothing. Asking for what is not there gives {@link #NONE}. */
public record Node(@Nullable Object value) {
    public static final Node NONE = new Node(null);

    public boolean isMissing() {
        return value == null;
    }

    public Node get(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name) ? new Node(map.get(name)) : NONE;
    }

    /** By names with dots between, e.g. {@code spec.address}. */
    public Node at(String path) {
        Node found = get(path);
        if (!found.isMissing() || !path.contains(".")) {
            return found;
        }
        int dot = path.indexOf('.');
        return get(path.substring(0, dot)).at(path.substring(dot + 1));
    }

    /** Empty when this is no list. */
    public List<Node> items() {
        List<Node> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(new Node(item)));
        }
        return items;
    }

    /** In the order in which they came; empty when this is no map. */
    public Map<String, Node> members() {
        Map<String, Node> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), new Node(member)));
        }
        return members;
    }

    /** As a cell shows it: nothing is empty, a list of plain values has commas between, what is nested is JSON. */
    public String text() {
        if (value == null) {
            return "";
        }
        if (value instanceof List<?> list && list.stream().noneMatch(Node::isNested)) {
            return String.join(", ", list.stream().map(String::valueOf).toList());
        }
        return isNested(value) ? Json.write(value) : value.toString();
    }

    private static boolean isNested(@Nullable Object one) {
        return one instanceof Map || one instanceof List;
    }
}
