package dev.gantry.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prints lists and single things in the format that was asked for. Without chosen columns JSON and YAML show all that the
 * service says; the other formats show the columns that matter.
 */
public final class Printer {
    private static final String GAP = "  ";
    private static final int LONGEST_CELL = 120;

    private final PrintWriter out;
    private final Format format;
    private final List<String> chosen;
    private final boolean hasHeading;

    public Printer(PrintWriter out, Format format, List<String> chosen, boolean hasHeading) {
        this.out = out;
        this.format = format;
        this.chosen = List.copyOf(chosen);
        this.hasHeading = hasHeading;
    }

    public void list(List<Node> items, List<Column> usual) {
        List<Column> columns = columns(usual);
        out.print(
                switch (format) {
                    case json -> Json.writeIndented(structured(items, columns)) + "\n";
                    case yaml -> Yaml.write(structured(items, columns));
                    case csv -> lines(rows(items, columns, hasHeading), Printer::csv);
                    case value -> lines(rows(items, columns, false), Printer::line);
                    case table -> table(rows(items, columns, hasHeading));
                });
        out.flush();
    }

    /** A single thing: a line for each of its columns. */
    public void show(Node item, List<Column> usual) {
        List<Column> columns = columns(usual);
        out.print(
                switch (format) {
                    case json -> Json.writeIndented(structured(item, columns)) + "\n";
                    case yaml -> Yaml.write(structured(item, columns));
                    case csv -> lines(rows(List.of(item), columns, hasHeading), Printer::csv);
                    case value ->
                        lines(columns, column -> Plain.text(column.reader().apply(item)));
                    case table -> sheet(item, columns);
                });
        out.flush();
    }

    /** A line for each column that has a value; chosen ones in any case. */
    private String sheet(Node item, List<Column> columns) {
        int width = columns.stream().mapToInt(c -> c.heading().length()).max().orElse(0);
        List<Column> shown = columns.stream()
                .filter(column ->
                        !chosen.isEmpty() || !column.reader().apply(item).isEmpty())
                .toList();
        return lines(
                shown,
                column -> pad(column.heading(), width)
                        + GAP
                        + indented(column.reader().apply(item), width));
    }

    private static <T> String lines(List<T> all, Function<T, String> line) {
        StringBuilder text = new StringBuilder();
        all.forEach(one -> text.append(line.apply(one)).append('\n'));
        return text.toString();
    }

    private List<Column> columns(List<Column> usual) {
        if (chosen.isEmpty()) {
            return usual;
        }
        List<Column> columns = new ArrayList<>();
        for (String name : chosen) {
            columns.add(usual.stream()
                    .filter(column -> column.isCalled(name))
                    .findFirst()
                    .orElseGet(() -> Column.of(name)));
        }
        return columns;
    }

    private Object structured(List<Node> items, List<Column> columns) {
        return items.stream().map(item -> structured(item, columns)).toList();
    }

    private @Nullable Object structured(Node item, List<Column> columns) {
        if (chosen.isEmpty()) {
            return item.value();
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Node whole = item.at(chosen.get(i));
            members.put(
                    chosen.get(i), whole.isMissing() ? columns.get(i).reader().apply(item) : whole.value());
        }
        return members;
    }

    private static List<List<String>> rows(List<Node> items, List<Column> columns, boolean isHeaded) {
        List<List<String>> rows = new ArrayList<>();
        if (isHeaded) {
            rows.add(columns.stream().map(Column::heading).toList());
        }
        for (Node item : items) {
            rows.add(columns.stream()
                    .map(column -> Plain.text(column.reader().apply(item)))
                    .toList());
        }
        return rows;
    }

    private static String table(List<List<String>> rows) {
        List<List<String>> cells = rows.stream()
                .map(row -> row.stream().map(Printer::oneLine).toList())
                .toList();
        int columns = cells.isEmpty() ? 0 : cells.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : cells) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return lines(cells, row -> {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(pad(row.get(i), widths[i])).append(GAP);
            }
            return line.toString().stripTrailing();
        });
    }

    private static String oneLine(String cell) {
        String line = cell.replace('\n', ' ').replace('\t', ' ');
        return line.length() <= LONGEST_CELL ? line : line.substring(0, LONGEST_CELL - 1) + "…";
    }

    private static String indented(String value, int width) {
        return Plain.text(value).stripTrailing().replace("\n", "\n" + " ".repeat(width + GAP.length()));
    }

    private static String line(List<String> row) {
        return String.join(
                "\t", row.stream().map(cell -> cell.replaceAll("[\\n\\t]", " ")).toList());
    }

    private static String csv(List<String> row) {
        return String.join(
                ",",
                row.stream()
                        .map(cell ->
                                cell.matches("(?s).*[\",\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                        .toList());
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
