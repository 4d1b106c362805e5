package dev.gantry.kit.start;

/** What {@code check-config} found: about what, whether it holds, and what was found with the next step when it does not. */
public record Finding(String about, boolean holds, String text) {
    public static Finding good(String about, String text) {
        return new Finding(about, true, text);
    }

    public static Finding bad(String about, String text) {
        return new Finding(about, false, text);
    }

    /** Sample: {@code ok       database: PostgreSQL 18.1 as inventory}. */
    String line() {
        return (holds ? "ok       " : "missing  ") + about + ": " + text;
    }
}
