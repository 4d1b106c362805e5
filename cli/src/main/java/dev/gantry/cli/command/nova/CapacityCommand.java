package dev.gantry.cli.command.nova;

import dev.gantry.cli.Gantry;
import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        printer(output)
                .list(client().read(Call.of(Operation.BOOKABLE_RESOURCES)).items(), COLUMNS);
        return Gantry.DONE;
    }
}
