package dev.gantry.cli.command.run;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.DocumentOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Pause;
import dev.gantry.cli.command.shared.WaitOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Guests: virtual machines that were given a GPU. */
@Command(
        name = "guest",
        description = "Virtual machines with a GPU: check driver and licence, with --apply bring them about.")
public final class GuestCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("address", "spec.address"),
            Column.of("user", "spec.user"),
            Column.of("changedAt"));
    private static final List<Column> CHECKS = List.of(
            Column.of("id"),
            Column.of("guest"),
            Column.of("state"),
            Column.of("mode"),
            Column.of("result"),
            new Column("REASON", c -> Lines.of(c.get("waiting"), c.get("reason"), c.get("detail"))),
            Column.of("createdAt"));

    @Command(name = "list", description = "Guests by name.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().list(Call.of(Operation.GUESTS), Integer.MAX_VALUE), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One guest's description.")
    int show(@Parameters(paramLabel = "GUEST") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.GUEST, name)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "set", description = "Describe a guest, from a JSON or YAML file.")
    int set(@Parameters(paramLabel = "GUEST") String name, @Mixin DocumentOptions document) {
        put(Operation.GUEST_PUT, Operation.GUEST, name, document);
        return ExitCode.DONE;
    }

    @Command(name = "check", description = "Check a guest. With --wait: exit 0 when it is licensed.")
    int check(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--apply", description = "Also install, configure and license it.") boolean isApplied,
            @Mixin WaitOptions options,
            @Mixin OutputOptions output) {
        Node check = change(
                options.change(), Call.of(Operation.GUEST_CHECK, name).query("apply", isApplied ? "true" : null));
        java.time.Instant end = java.time.Instant.now().plus(options.timeout());
        while (options.isWaiting && !isOver(check) && java.time.Instant.now().isBefore(end)) {
            Pause.seconds(1);
            check = client().read(Call.of(
                    Operation.GUEST_CHECK_RESULT, check.get("id").text()));
        }
        if (!options.isDryRun) {
            printer(output).show(check, CHECKS);
        }
        return !options.isWaiting || check.get("result").text().equals("LICENSED") ? ExitCode.DONE : ExitCode.ERROR;
    }

    @Command(name = "checks", description = "Checks of a guest, newest first.")
    int checks(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--limit", defaultValue = "50", paramLabel = "N") int limit,
            @Mixin OutputOptions output) {
        printer(output).list(client().list(Call.of(Operation.GUEST_CHECKS, name), limit), CHECKS);
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Forget guests.")
    int remove(@Parameters(paramLabel = "GUEST", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.GUEST_DELETE, Operation.GUEST, names, options);
    }

    private static boolean isOver(Node check) {
        return List.of("SUCCEEDED", "FAILED").contains(check.get("state").text());
    }
}
