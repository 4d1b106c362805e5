package dev.gantry.cli.command.fleet;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drains by Nova. */
@Command(name = "drain", description = "Move the guests of a host away by Nova, with the cloud's credentials.")
public final class DrainCommands extends Noun {
    private static final List<Column> PLAN = List.of(
            Column.of("SERVER", "server.name"),
            Column.of("STATUS", "server.status"),
            Column.of("DEVICES", "server.devices"),
            Column.of("CHOSEN", "chosen.way"),
            Column.of("WHY", "chosen.reason"),
            new Column("POSSIBLE", r -> Lines.of(r.get("possibilities"), "way", "answer", "reason")));
    private static final List<Column> SHOW = List.of(
            Column.of("host"),
            Column.of("state"),
            Column.of("waitsFor"),
            Column.of("disabledByUs"),
            Column.of("by"),
            Column.of("since"),
            new Column("SERVERS", r -> Lines.of(r.get("moves"), "name", "way", "state", "detail")));

    /** How. */
    static final class Policy {
        @Option(
                names = "--way",
                paramLabel = "WAY",
                split = ",",
                description = "live-migrate, cold-migrate, shelve, in the order to try; live-migrate when left out.")
        @Nullable
        List<String> ways;

        @Option(names = "--try-unknown", description = "Try also what nobody knows to be possible.")
        boolean isTried;
    }

    @Command(name = "plan", description = "What a drain would do with each server, and why not more.")
    int plan(@Parameters(paramLabel = "HOST") String host, @Mixin Policy policy, @Mixin OutputOptions output) {
        Call call = Call.of(Operation.DRAIN_PLAN, host).query("tryUnknown", policy.isTried ? "true" : null);
        printer(output)
                .list(
                        client().read(policy.ways == null ? call : call.query("way", policy.ways))
                                .get("servers")
                                .items(),
                        PLAN);
        return ExitCode.DONE;
    }

    /** How much at a time. */
    static final class Limits {
        @Option(names = "--at-once", paramLabel = "N", description = "So many servers at a time.")
        @Nullable
        Integer atOnce;

        @Option(
                names = "--failure-budget",
                paramLabel = "N",
                description = "So many may be refused before no further one begins.")
        @Nullable
        Integer failureBudget;

        @Option(names = "--reason", required = true, paramLabel = "TEXT")
        String reason = "";
    }

    @Command(name = "start", description = "Disable the compute service and move its servers away.")
    int start(
            @Parameters(paramLabel = "HOST") String host,
            @Mixin Policy policy,
            @Mixin Limits limits,
            @Mixin ChangeOptions options) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("ways", policy.ways);
        body.put("tryUnknown", policy.isTried ? true : null);
        body.put("atOnce", limits.atOnce);
        body.put("failureBudget", limits.failureBudget);
        body.put("reason", limits.reason);
        change(options, Call.of(Operation.DRAIN_START, host).json(body));
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "How far it is, server by server, and what it waits for.")
    int show(@Parameters(paramLabel = "HOST") String host, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.DRAIN, host)), SHOW);
        return ExitCode.DONE;
    }

    @Command(name = "stop", description = "Let no further server begin to move.")
    int stop(
            @Parameters(paramLabel = "HOST") String host,
            @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.DRAIN_STOP, host).json(reason(reason)));
        return ExitCode.DONE;
    }

    @Command(name = "end", description = "Enable the compute service again, if it was disabled here.")
    int end(@Parameters(paramLabel = "HOST") String host, @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.DRAIN_END, host));
        return ExitCode.DONE;
    }
}
