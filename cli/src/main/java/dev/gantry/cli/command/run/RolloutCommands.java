package dev.gantry.cli.command.run;

import dev.gantry.cli.Gantry;
import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
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

/** Rollouts: rules by which several hosts begin one after another. */
@Command(name = "rollout", description = "Provision hosts canary first, so many at a time, stopping at failures.")
public final class RolloutCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            new Column("HOSTS", r -> Integer.toString(r.get("hosts").items().size())),
            new Column(
                    "DONE",
                    r -> Long.toString(r.get("hosts").items().stream()
                            .filter(h -> h.get("state").text().equals("SUCCEEDED"))
                            .count())),
            Column.of("canary"),
            Column.of("maxInFlight"),
            Column.of("maxUnavailable"),
            Column.of("failureBudget"),
            Column.of("stopped"));
    private static final List<Column> SHOW = List.of(
            Column.of("name"),
            Column.of("canary"),
            Column.of("maxInFlight"),
            Column.of("maxUnavailable"),
            Column.of("failureBudget"),
            Column.of("stopped"),
            Column.of("createdBy"),
            Column.of("createdAt"),
            new Column("HOSTS", r -> Lines.of(r.get("hosts"), "host", "state", "waiting")));

    @Command(name = "list", description = "Rollouts, newest first.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.ROLLOUTS)), LIST);
        return Gantry.DONE;
    }

    @Command(name = "show", description = "One rollout, with where each host stands and what it waits for.")
    int show(@Parameters(paramLabel = "ROLLOUT") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.ROLLOUT, name)), SHOW);
        return Gantry.DONE;
    }

    /** The rules of a rollout. */
    static final class Rules {
        @Option(names = "--host", required = true, paramLabel = "HOST", split = ",", description = "May be repeated.")
        List<String> hosts = List.of();

        @Option(
                names = "--canary",
                paramLabel = "N",
                description = "So many first, and nothing else until they are done.")
        @Nullable
        Integer canary;

        @Option(names = "--max-in-flight", paramLabel = "N", description = "So many at a time.")
        @Nullable
        Integer maxInFlight;

        @Option(names = "--max-unavailable", paramLabel = "N", description = "So many not bookable at a time.")
        @Nullable
        Integer maxUnavailable;

        @Option(
                names = "--failure-budget",
                paramLabel = "N",
                description = "So many may fail before no further host begins.")
        @Nullable
        Integer failureBudget;

        Map<String, @Nullable Object> body() {
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("hosts", hosts);
            body.put("canary", canary);
            body.put("maxInFlight", maxInFlight);
            body.put("maxUnavailable", maxUnavailable);
            body.put("failureBudget", failureBudget);
            return body;
        }
    }

    @Command(name = "set", description = "Make a rollout or change its rules; then provision its hosts.")
    int set(@Parameters(paramLabel = "ROLLOUT") String name, @Mixin Rules rules, @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.ROLLOUT_PUT, name).json(rules.body()));
        return Gantry.DONE;
    }

    @Command(name = "stop", description = "Let no further host begin.")
    int stop(
            @Parameters(paramLabel = "ROLLOUT") String name,
            @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.ROLLOUT_STOP, name).json(reason(reason)));
        return Gantry.DONE;
    }

    @Command(name = "resume", description = "Let further hosts begin.")
    int resume(
            @Parameters(paramLabel = "ROLLOUT") String name,
            @Option(names = "--failure-budget", required = true, paramLabel = "N") int budget,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.ROLLOUT_RESUME, name).json(Map.of("failureBudget", budget)));
        return Gantry.DONE;
    }

    @Command(name = "remove", description = "Remove the rules; hosts that wait for them begin.")
    int remove(@Parameters(paramLabel = "ROLLOUT", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.ROLLOUT_DELETE, names, options);
    }
}
