package dev.gantry.cli.command.host;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Client;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Git branches that the site's kayobe configuration is read from. */
@Command(name = "source", description = "Git branches that the site's kayobe configuration is read from.")
public final class SourceCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("state"),
            new Column("IN FORCE", s -> s.at("inForce.subject").text()),
            new Column("NEWEST", s -> s.at("newest.subject").text()),
            Column.of("fetchedAt"),
            new Column("PROBLEM", s -> s.at("problem.detail").text()));
    private static final List<Column> SHOW = List.of(
            Column.of("name"),
            Column.of("url"),
            Column.of("branch"),
            Column.of("folder"),
            Column.of("environment"),
            Column.of("intervalSeconds"),
            Column.of("approvers"),
            Column.of("takesPushes"),
            Column.of("state"),
            new Column("IN FORCE", s -> commit(s.get("inForce"))),
            Column.of("inForceSince"),
            new Column("NEWEST", s -> commit(s.get("newest"))),
            new Column("PROBLEM", s -> s.at("problem.detail").text()),
            new Column("NEXT STEP", s -> s.at("problem.fix").text()),
            new Column(
                    "VIOLATIONS",
                    s -> Lines.of(s.at("problem.violations"), "file", "line", "field", "found", "expected", "fix")),
            Column.of("fetchedAt"),
            Column.of("nextFetchAt"),
            new Column("FETCHES", s -> Lines.of(s.get("fetches"), "at", "state", "created", "changed", "approvedBy")));

    private static String commit(Node commit) {
        return Lines.of(commit.get("id"), commit.get("subject"));
    }

    @Command(name = "list", description = "Sources by name, and where each stands.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.SOURCES)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One source: the commit in force, the newest, and why it is not in force.")
    int show(@Parameters(paramLabel = "SOURCE") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.SOURCE, name)), SHOW);
        return ExitCode.DONE;
    }

    @Command(name = "set", description = "Name a source or change it, from a JSON or YAML file; it is fetched at once.")
    int set(@Parameters(paramLabel = "SOURCE") String name, @Mixin DocumentOptions document) {
        put(Operation.SOURCE_PUT, Operation.SOURCE, name, document);
        return ExitCode.DONE;
    }

    /** What a person agrees to. */
    static final class Consent {
        @Option(
                names = "--commit",
                paramLabel = "COMMIT",
                description = "Take this commit although the branch's history was replaced.")
        @Nullable
        String commit;

        @Option(
                names = "--also-change",
                paramLabel = "HOST",
                split = ",",
                description = "Hosts that may change although the folder does not hold them.")
        @Nullable
        List<String> hosts;

        @Option(names = "--rebind", description = "Take the place of the configuration that was imported before.")
        boolean isRebind;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit.")
        @Nullable
        String reason;

        Map<String, @Nullable Object> body() {
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("commit", commit);
            body.put("alsoChange", hosts);
            body.put("rebind", isRebind ? true : null);
            body.put("reason", reason);
            return body;
        }
    }

    @Command(name = "fetch", description = "Fetch it now; what is agreed to holds for this fetch alone.")
    int fetch(@Parameters(paramLabel = "SOURCE") String name, @Mixin Consent consent, @Mixin WaitOptions options) {
        Call call = Call.of(Operation.SOURCE_FETCH, name).json(consent.body());
        if (options.isDryRun) {
            change(options.change(), call);
            return ExitCode.DONE;
        }
        Client.Answer answer = client().send(call);
        Optional<String> operation = answer.location().map(path -> path.substring(path.lastIndexOf('/') + 1));
        return options.isWaiting && operation.isPresent() ? await(name, operation.get(), options) : ExitCode.DONE;
    }

    private int await(String name, String operation, WaitOptions options) {
        Instant end = Instant.now().plus(options.timeout());
        Node now = client().read(Call.of(Operation.OPERATION, operation));
        while (!List.of("SUCCEEDED", "FAILED").contains(stateOf(now))) {
            if (Instant.now().isAfter(end)) {
                say(name + ": not fetched yet; it goes on");
                return ExitCode.ERROR;
            }
            Pause.seconds(1);
            now = client().read(Call.of(Operation.OPERATION, operation));
        }
        Node source = client().read(Call.of(Operation.SOURCE, name));
        String problem = Lines.of(source.at("problem.detail"), source.at("problem.fix"));
        say(name + ": " + Lines.of(source.get("state"), source.at("newest.subject"))
                + (problem.isEmpty() ? "" : ": " + problem));
        return stateOf(now).equals("SUCCEEDED") ? ExitCode.DONE : ExitCode.ERROR;
    }

    @Command(name = "remove", description = "Remove sources; what was imported stays.")
    int remove(@Parameters(paramLabel = "SOURCE", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.SOURCE_DELETE, Operation.SOURCE, names, options);
    }
}
