package dev.gantry.cli.command.fleet;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The BIOS by Redfish, of hosts whose management controller the provisioner knows. */
@Command(name = "bios", description = "What of the BIOS guests with GPUs depend on, by Redfish.")
public final class BiosCommands extends Noun {
    private static final List<Column> SETTINGS = List.of(
            Column.of("PURPOSE", "setting.purpose"),
            Column.of("state"),
            Column.of("ATTRIBUTE", "setting.attribute"),
            Column.of("VALUE", "setting.value"),
            Column.of("PENDING", "setting.pending"));

    @Command(name = "show", description = "Whether virtualization, IOMMU, SR-IOV and addresses above 4 GiB are on.")
    int show(@Parameters(paramLabel = "HOST") String host, @Mixin OutputOptions output) {
        printer(output)
                .list(
                        client().read(Call.of(Operation.BIOS, host))
                                .get("settings")
                                .items(),
                        SETTINGS);
        return ExitCode.DONE;
    }

    @Command(
            name = "apply",
            description = "Switch on what is off; in effect after the next restart, which is not made.")
    int apply(@Parameters(paramLabel = "HOST") String host, @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.BIOS_APPLY, host));
        return ExitCode.DONE;
    }
}
