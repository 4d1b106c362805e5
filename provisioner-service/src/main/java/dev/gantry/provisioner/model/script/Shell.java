package dev.gantry.provisioner.model.script;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place where a value becomes shell text. */
public final class Shell {
    // GANTRY_ROOT
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Shell() {}

    /** One word of POSIX shell that means exactly {@code value}. A NUL cannot be passed to any program and is refused. */
    public static String quote(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell word cannot hold a NUL character");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /**
     * Lines {@code name='value'} by name, to be put before a script that reads them. Whatever order the map has may come from a hash, which
     * differs from one start of Java to the next, and the digest of a plan with it.
     */
    public static String assignments(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(e -> checked(e.getKey()) + "=" + quote(e.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a shell variable name: " + name);
        }
        return name;
    }
}
