package dev.gantry.local.suite;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person sees: at most 100 columns, colours only on a terminal. */
public final class Screen {
    private static final int COLUMNS = 100;

    private final PrintStream out;
    private final boolean colours;

    private Screen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** The terminal or file that stdout is. */
    static Screen stdout() {
        return new Screen(System.out, Boolean.getBoolean("gantry.tty"));
    }

    /** Plain text to a stream. */
    public static Screen plain(PrintStream out) {
        return new Screen(out, false);
    }

    synchronized void title(String text) {
        out.println();
        out.println(style("1", text));
    }

    /** A line of its own, cut at 100 columns. */
    synchronized void line(String text) {
        String plain = text.replaceAll("\033\\[\\d+m", "");
        out.println(plain.length() <= COLUMNS ? text : plain.substring(0, COLUMNS - 1) + "…");
    }

    /** Text as it is, e.g. a file. */
    synchronized void block(String text) {
        text.lines().forEach(l -> out.println("    " + l));
    }

    /** A plan; a line that is too long goes on below its beginning, broken where its parts end. */
    synchronized void plan(String text) {
        text.lines().flatMap(l -> broken("    " + l).stream()).forEach(out::println);
    }

    private static List<String> broken(String line) {
        List<String> lines = new ArrayList<>();
        StringBuilder now = new StringBuilder();
        for (String part : line.split("(?<=, )")) {
            if (!now.isEmpty() && now.length() + part.stripTrailing().length() > COLUMNS) {
                lines.add(now.toString().stripTrailing());
                now = new StringBuilder("        ");
            }
            now.append(part);
        }
        lines.add(now.toString());
        return lines;
    }

    synchronized void warn(String text) {
        out.println(style("33", text));
    }

    String good(String text) {
        return style("32", text);
    }

    String bad(String text) {
        return style("31", text);
    }

    String faint(String text) {
        return style("2", text);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    private String style(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
