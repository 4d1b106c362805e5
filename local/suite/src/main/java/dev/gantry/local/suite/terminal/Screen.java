package dev.gantry.local.suite.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person sees: at most 100 columns, or as many as the terminal has; colours only on a terminal. */
public final class Screen {
    private static final int COLUMNS = 100;
    private static final String INDENT = " ".repeat(24);

    private final PrintStream out;
    private final boolean colours;
    private final int columns;

    private Screen(PrintStream out, boolean colours, int columns) {
        this.out = out;
        this.colours = colours;
        this.columns = Math.max(COLUMNS, columns);
    }

    /** The terminal or file that stdout is. */
    public static Screen stdout() {
        return new Screen(
                System.out, Boolean.getBoolean("gantry.colours"), Integer.getInteger("gantry.columns", COLUMNS));
    }

    /** Plain text to a stream. */
    public static Screen plain(PrintStream out) {
        return new Screen(out, false, COLUMNS);
    }

    public synchronized void title(String text) {
        out.println();
        out.println(style("1", text));
    }

    /** A line of its own, cut where the screen ends. */
    public synchronized void line(String text) {
        String plain = text.replaceAll("\033\\[\\d+m", "");
        out.println(plain.length() <= columns ? text : plain.substring(0, columns - 1) + "…");
    }

    /** A line that somebody may copy, however long it is. */
    public synchronized void uncut(String text) {
        out.println(text);
    }

    /** Prose below the line before it, whole, broken between words. */
    public synchronized void wrapped(String text) {
        text.lines().flatMap(l -> broken(INDENT, l, "(?<= )").stream()).forEach(out::println);
    }

    /** Text as it is, e.g. a file. */
    public synchronized void block(String text) {
        text.lines().forEach(l -> out.println("    " + l));
    }

    /** A plan; a line that is too long goes on below its beginning, broken where its parts end. */
    public synchronized void plan(String text) {
        text.lines().flatMap(l -> broken("    ", l, "(?<=[,;] )").stream()).forEach(out::println);
    }

    private List<String> broken(String indent, String line, String between) {
        List<String> lines = new ArrayList<>();
        StringBuilder now = new StringBuilder(indent);
        boolean isBare = true;
        for (String part : line.split(between)) {
            if (!isBare && now.length() + part.stripTrailing().length() > columns) {
                lines.add(now.toString().stripTrailing());
                now = new StringBuilder(indent + "    ");
            }
            now.append(part);
            isBare = false;
        }
        lines.add(now.toString());
        return lines;
    }

    public synchronized void warn(String text) {
        out.println(style("33", text));
    }

    public String good(String text) {
        return style("32", text);
    }

    public String bad(String text) {
        return style("31", text);
    }

    String faint(String text) {
        return style("2", text);
    }

    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    private String style(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
