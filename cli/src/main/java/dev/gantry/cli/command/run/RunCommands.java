package dev.gantry.cli.command.run;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.LogFollower;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Times;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs: the work of bringing a host to what is wanted. */
@Command(name = "run", description = "The work on hosts: see, follow, abort, retry.")
public final class RunCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("id"),
            Column.of("host"),
            Column.of("kind"),
            Column.of("state"),
            Column.of("step"),
            new Column("CREATED", run -> Times.ago(run.get("createdAt").text())),
            new Column("WAITING FOR", run -> Lines.of(run.get("waiting"), run.get("reason"))));
    private static final List<Column> SHOW = List.of(
            Column.of("id"),
            Column.of("host"),
            Column.of("kind"),
            Column.of("state"),
            Column.of("step"),
            Column.of("waiting"),
            Column.of("reason"),
            Column.of("detail"),
            Column.of("retryable"),
            Column.of("changes"),
            Column.of("reboots"),
            Column.of("skipped"),
            Column.of("retryOf"),
            Column.of("createdAt"),
            Column.of("startedAt"),
            Column.of("finishedAt"));
    private static final List<Column> STEPS = List.of(
            Column.of("sequence"),
            Column.of("name"),
            Column.of("outcome"),
            Column.of("changes"),
            Column.of("exitStatus"),
            Column.of("startedAt"),
            Column.of("detail"));

    @Command(name = "list", description = "Runs, newest first.")
    int list(
            @Option(names = "--host", paramLabel = "HOST") @Nullable String host,
            @Option(names = "--state", paramLabel = "STATE", description = "E.g. running, waiting, failed.") @Nullable
                    String state,
            @Option(names = "--limit", defaultValue = "50", paramLabel = "N") int limit,
            @Mixin OutputOptions output) {
        Call call = Call.of(Operation.RUNS)
                .query("host", host)
                .query("state", state == null ? null : state.toUpperCase(Locale.ROOT));
        printer(output).list(client().list(call, limit), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One run; it says what it waits for.")
    int show(@Parameters(paramLabel = "RUN") String id, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.RUN, id)), SHOW);
        return ExitCode.DONE;
    }

    @Command(name = "steps", description = "Its steps in the order in which they were made.")
    int steps(@Parameters(paramLabel = "RUN") String id, @Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.RUN_STEPS, id)), STEPS);
        return ExitCode.DONE;
    }

    @Command(name = "log", description = "Its log so far.")
    int log(@Parameters(paramLabel = "RUN") String id) {
        out().print(dev.gantry.cli.output.Plain.text(client().text(Call.of(Operation.RUN_LOG, id), "text/plain")));
        return ExitCode.DONE;
    }

    @Command(
            name = "watch",
            description =
                    "Follow its log until it ends. Exit 0 when it succeeded. A host's name stands for its newest run.")
    int watch(@Parameters(paramLabel = "RUN|HOST") String run) {
        String id = run.matches("[0-9a-fA-F-]{36}") ? run : newestOf(run);
        new LogFollower(session()).follow(Call.of(Operation.RUN_LOG, id));
        Node ended = client().read(Call.of(Operation.RUN, id));
        say(Lines.of(ended.get("host"), ended.get("state"), ended.get("reason"), ended.get("detail")));
        return ended.get("state").text().equals("SUCCEEDED") ? ExitCode.DONE : ExitCode.ERROR;
    }

    @Command(name = "abort", description = "End a run before its next step; what was done stays.")
    int abort(
            @Parameters(paramLabel = "RUN") String id,
            @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.RUN_ABORT, id).json(reason(reason)));
        return ExitCode.DONE;
    }

    @Command(name = "retry", description = "Start a new run for the request of an ended one.")
    int retry(@Parameters(paramLabel = "RUN") String id, @Mixin ChangeOptions options) {
        Node answer = change(options, Call.of(Operation.RUN_RETRY, id));
        out().println(answer.get("id").text());
        return ExitCode.DONE;
    }

    @Command(name = "skip", description = "Leave a step out; a failed run is tried again without it.")
    int skip(
            @Parameters(paramLabel = "RUN") String id,
            @Option(names = "--step", required = true, paramLabel = "STEP") String step,
            @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason,
            @Mixin ChangeOptions options) {
        Map<String, @Nullable Object> body = Map.of("step", step, "reason", reason);
        change(options, Call.of(Operation.RUN_SKIP, id).json(body));
        return ExitCode.DONE;
    }

    private String newestOf(String host) {
        return client().list(Call.of(Operation.RUNS).query("host", host), 1).stream()
                .findFirst()
                .orElseThrow(() -> new dev.gantry.cli.call.CallFailed(host + " has no run yet"))
                .get("id")
                .text();
    }
}
