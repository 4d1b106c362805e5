package dev.gantry.cli.command.run;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rollouts: one change over many hosts, in stages. */
@Command(
        name = "rollout",
        description = "One change over many hosts: canary first, so many at a time, stopped by failures.")
public final class RolloutCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("state"),
            Column.of("direction"),
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
            Column.of("state"),
            Column.of("direction"),
            Column.of("change"),
            Column.of("canary"),
            Column.of("maxInFlight"),
            Column.of("maxUnavailable"),
            Column.of("failureBudget"),
            Column.of("soakSeconds"),
            Column.of("window"),
            Column.of("drain"),
            Column.of("approve"),
            Column.of("stopped"),
            Column.of("createdBy"),
            Column.of("createdAt"),
            new Column("HOSTS", r -> Lines.of(r.get("hosts"), "host", "state", "waiting")));

    @Command(name = "list", description = "Rollouts, newest first.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.ROLLOUTS)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One rollout, with where each host stands and what it waits for.")
    int show(@Parameters(paramLabel = "ROLLOUT") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.ROLLOUT, name)), SHOW);
        return ExitCode.DONE;
    }

    private static final List<Column> STAGES = List.of(
            Column.of("isCanary"),
            new Column(
                    "HOSTS", r -> Lines.of(r.get("hosts"), "host", "state", "changes", "guests", "reboots", "waits")),
            Column.of("freeElsewhere"));

    /** Which hosts. */
    static final class Selected {
        @Option(names = "--host", paramLabel = "HOST", split = ",", description = "In the order in which they begin.")
        @Nullable
        List<String> hosts;

        @Option(names = "--group", paramLabel = "GROUP", description = "Hosts of a group.")
        @Nullable
        String group;

        @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Hosts with a label; may be repeated.")
        @Nullable
        List<String> labels;

        @Option(names = "--state", paramLabel = "STATE", description = "Hosts in a state.")
        @Nullable
        String state;

        Map<String, @Nullable Object> body() {
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("names", hosts);
            body.put("group", group);
            body.put("labels", labels);
            body.put("state", state);
            return body;
        }
    }

    /** By which rules. */
    static final class Rules {
        @Option(
                names = "--canary",
                paramLabel = "N",
                description = "So many first, and nothing else until they are done; 1 when left out.")
        @Nullable
        Integer canary;

        @Option(names = "--max-in-flight", paramLabel = "N", description = "So many at a time; 1 when left out.")
        @Nullable
        Integer maxInFlight;

        @Option(
                names = "--max-unavailable",
                paramLabel = "N",
                description = "So many of one group or zone away at a time.")
        @Nullable
        Integer maxUnavailable;

        @Option(
                names = "--failure-budget",
                paramLabel = "N",
                description = "So many may fail before no further host begins.")
        @Nullable
        Integer failureBudget;

        @Option(names = "--soak-seconds", paramLabel = "N", description = "So long a host has to stay bookable.")
        @Nullable
        Integer soak;

        @Option(
                names = "--window",
                paramLabel = "TEXT",
                description = "When hosts may begin, such as 'Sat,Sun 22:00-04:30 Europe/Berlin'.")
        @Nullable
        String window;

        @Option(
                names = "--drain-way",
                paramLabel = "WAY",
                split = ",",
                description = "How guests leave, in the order to try: live-migrate, cold-migrate, shelve.")
        @Nullable
        List<String> ways;

        @Option(names = "--drain-at-once", paramLabel = "N", description = "Servers of a host that move at a time.")
        @Nullable
        Integer atOnce;

        @Option(
                names = "--drain-failure-budget",
                paramLabel = "N",
                description = "Moves that may be refused before no further one begins.")
        @Nullable
        Integer refusals;

        @Option(names = "--drain-by-hand", description = "A person begins each drain, or moves the guests.")
        boolean isByHand;

        @Option(names = "--approve", description = "Approve the plans of the hosts, too.")
        boolean isApproved;

        void into(Map<String, @Nullable Object> body) {
            body.put("canary", canary);
            body.put("maxInFlight", maxInFlight);
            body.put("maxUnavailable", maxUnavailable);
            body.put("failureBudget", failureBudget);
            body.put("soakSeconds", soak);
            body.put("window", window);
            body.put("drain", drain());
            body.put("approve", isApproved ? true : null);
        }

        /** Null: as the site has it. */
        @Nullable
        Map<String, @Nullable Object> drain() {
            if (ways == null && atOnce == null && refusals == null && !isByHand) {
                return null;
            }
            Map<String, @Nullable Object> drain = new LinkedHashMap<>();
            drain.put("ways", ways);
            drain.put("atOnce", atOnce);
            drain.put("failureBudget", refusals);
            drain.put("automatic", isByHand ? false : null);
            return drain;
        }
    }

    /** What hosts get. */
    static final class Change {
        @Option(names = "--driver-url", paramLabel = "URL", description = "The host driver; without it hosts converge.")
        @Nullable
        String driver;

        @Option(names = "--driver-sha256", paramLabel = "SUM", description = "Its checksum.")
        @Nullable
        String sha256;

        @Option(names = "--variable", paramLabel = "NAME=VALUE", description = "A variable; may be repeated.")
        Map<String, String> variables = new LinkedHashMap<>();

        @Option(names = "--reboot", description = "Restart each host once.")
        boolean isReboot;

        @Nullable
        Map<String, @Nullable Object> body() {
            if (driver == null && variables.isEmpty() && !isReboot) {
                return null;
            }
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            if (driver != null) {
                Map<String, @Nullable Object> file = new LinkedHashMap<>();
                file.put("url", driver);
                file.put("sha256", sha256);
                body.put("driver", file);
            }
            body.put("reboot", isReboot ? true : null);
            body.put("variables", variables.isEmpty() ? null : variables);
            return body;
        }
    }

    private static Map<String, @Nullable Object> body(Selected selected, Change change, Rules rules) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("selection", selected.body());
        body.put("change", change.body());
        rules.into(body);
        return body;
    }

    @Command(name = "plan", description = "What it would do, stage by stage; changes nothing.")
    int plan(
            @Parameters(paramLabel = "ROLLOUT") String name,
            @Mixin Selected selected,
            @Mixin Change change,
            @Mixin Rules rules,
            @Mixin OutputOptions output) {
        Node plan = client().read(Call.of(Operation.ROLLOUT_PLAN, name).json(body(selected, change, rules)));
        List<Node> stages = plan.get("stages").items();
        printer(output).list(stages, STAGES);
        new RolloutEffects(client()).of(stages, change.driver).forEach(this::say);
        return ExitCode.DONE;
    }

    @Command(name = "start", description = "Start it, or change the rules of one that is there.")
    int start(
            @Parameters(paramLabel = "ROLLOUT") String name,
            @Mixin Selected selected,
            @Mixin Change change,
            @Mixin Rules rules,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.ROLLOUT_PUT, name).json(body(selected, change, rules)));
        return ExitCode.DONE;
    }

    @Command(name = "roll-back", description = "Give hosts that begun what they had before, by the same rules.")
    int rollBack(@Parameters(paramLabel = "ROLLOUT") String name, @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.ROLLOUT_BACK, name));
        return ExitCode.DONE;
    }

    @Command(name = "stop", description = "Let no further host begin.")
    int stop(
            @Parameters(paramLabel = "ROLLOUT") String name,
            @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.ROLLOUT_STOP, name).json(reason(reason)));
        return ExitCode.DONE;
    }

    @Command(name = "resume", description = "Let further hosts begin.")
    int resume(
            @Parameters(paramLabel = "ROLLOUT") String name,
            @Option(names = "--failure-budget", required = true, paramLabel = "N") int budget,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.ROLLOUT_RESUME, name).json(Map.of("failureBudget", budget)));
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Remove rollouts that do not run; their hosts stay as they are.")
    int remove(@Parameters(paramLabel = "ROLLOUT", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.ROLLOUT_DELETE, names, options);
    }
}
