package dev.gantry.cli.command.shared;

import dev.gantry.cli.output.Node;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nested lists as lines of a cell. */
public final class Lines {
    private Lines() {}

    /** A line for each item with the named members, those without a value left out. */
    public static String of(Node list, String... members) {
        return list.items().stream()
                .map(item -> Stream.of(members)
                        .map(name -> item.get(name).text())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("  ")))
                .collect(Collectors.joining("\n"));
    }

    /** Those that have a value, with a colon between. */
    public static String of(Node... values) {
        return Stream.of(values).map(Node::text).filter(text -> !text.isEmpty()).collect(Collectors.joining(": "));
    }

    /** A line for each item. */
    public static String each(Node list) {
        return list.items().stream().map(Node::text).collect(Collectors.joining("\n"));
    }

    /** A line for each member, {@code name=value}. */
    public static String pairs(Node map) {
        return map.members().entrySet().stream()
                .map(member -> member.getKey() + "=" + member.getValue().text())
                .collect(Collectors.joining("\n"));
    }
}
