package dev.gantry.cli.command.shared;

import dev.gantry.cli.output.Format;
import dev.gantry.cli.output.Printer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How a result is printed. */
public final class OutputOptions {
    @Option(
            names = {"-f", "--format"},
            defaultValue = "table",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    public Format format = Format.table;

    @Option(
            names = {"-c", "--column"},
            paramLabel = "COLUMN",
            description = "Only this column, by its heading or by a path such as spec.address; may be repeated.")
    public List<String> columns = new ArrayList<>();

    @Option(names = "--no-heading", description = "Without the line of headings.")
    public boolean isBare;

    public Printer printer(Session session) {
        return new Printer(session.out(), format, columns, !isBare);
    }
}
