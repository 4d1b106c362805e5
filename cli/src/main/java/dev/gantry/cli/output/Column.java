package dev.gantry.cli.output;

import java.util.Locale;
import java.util.function.Function;

/** A column of a list or a line of a single thing: its heading, and how it is read. */
public record Column(String heading, Function<Node, String> reader) {

    /** The value at a path; the heading is its last name, {@code hostVersion} as {@code HOST VERSION}. */
    public static Column of(String path) {
        return of(heading(path), path);
    }

    public static Column of(String heading, String path) {
        return new Column(heading, node -> node.at(path).text());
    }

    private static String heading(String path) {
        return path.substring(path.lastIndexOf('.') + 1)
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .toUpperCase(Locale.ROOT);
    }

    /** Whether a person means this column by that name: case, spaces, dashes and underscores do not count. */
    boolean isCalled(String name) {
        return plain(heading).equals(plain(name));
    }

    private static String plain(String name) {
        return name.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }
}
