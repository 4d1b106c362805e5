package dev.gantry.cli.command.nova;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be booked, by resource class and alias. */
@Command(name = "capacity", description = "What can be booked: each vGPU type and alias, where it is, and how many.")
public final class CapacityCommand extends Noun implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            Column.of("typeName"),
            Column.of("type"),
            new Column(
                    "FLAVORS ASK FOR",
                    r -> r.get("extraSpec").text() + "=" + r.get("value").text()),
            Column.of("total"),
            Column.of("mostOnHost"),
            Column.of("hosts"));

    private static final List<Column> FIGURES = List.of(
            Column.of("type"),
            Column.of("by"),
            Column.of("resourceClasses"),
            Column.of("desired"),
            Column.of("made"),
            new Column("OFFERED", r -> known(r, "offered")),
            new Column("ALLOCATED", r -> known(r, "allocated")),
            new Column("FREE", r -> known(r, "free")),
            new Column("LARGEST FREE", r -> known(r, "largestFree")),
            Column.of("notKnown"));

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description =
                    "Desired, made, offered, allocated and free of each type: by type, host, group, model or zone.")
    @Nullable
    String by;

    @Override
    public Integer call() {
        if (by != null) {
            Node capacity = client().read(Call.of(Operation.CAPACITY).query("by", by));
            printer(output).list(capacity.get("figures").items(), FIGURES);
            capacity.get("notKnown")
                    .items()
                    .forEach(host -> say("not known: " + Lines.of(host.get("host"), host.get("reason"))));
            return ExitCode.DONE;
        }
        printer(output).list(client().items(Call.of(Operation.BOOKABLE_RESOURCES)), COLUMNS);
        return ExitCode.DONE;
    }

    private static String known(Node figures, String name) {
        return figures.get(name).isMissing() ? "not known" : figures.get(name).text();
    }
}
