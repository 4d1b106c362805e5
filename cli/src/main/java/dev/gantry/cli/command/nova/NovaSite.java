package dev.gantry.cli.command.nova;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.LogFollower;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Packed;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs of noun nova that are about the whole site. */
final class NovaSite {
    private NovaSite() {}

    /** Lints of a configuration. */
    @Command(name = "lint", description = "What is wrong in a kayobe configuration. Exit 0: nothing; 1: something.")
    static final class Lint extends Noun implements Callable<Integer> {
        private static final List<Column> LINTS =
                List.of(Column.of("file"), Column.of("line"), Column.of("code"), Column.of("text"), Column.of("fix"));

        @Parameters(paramLabel = "DIR", description = "$KAYOBE_CONFIG_PATH.")
        Path folder = Path.of("");

        @Option(
                names = "--release",
                paramLabel = "RELEASE",
                description = "OpenStack's, e.g. 2025.1; the site's when left out.")
        @Nullable
        String release;

        @Mixin
        OutputOptions output = new OutputOptions();

        @Override
        public Integer call() {
            Call call = Call.of(Operation.LINTS)
                    .query("release", release)
                    .body(new Call.Body.Bytes("application/gzip", Packed.folder(folder)));
            List<Node> lints = client().items(call);
            printer(output).list(lints, LINTS);
            return lints.isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
        }
    }

    /** The site's settings. */
    @Command(
            name = "settings",
            description = "The site's settings: release, target, aliases; with --file they are changed.")
    static final class Settings extends Noun implements Callable<Integer> {
        @Option(
                names = {"-F", "--file"},
                paramLabel = "FILE",
                description = "JSON or YAML; - for standard input.")
        @Nullable
        Path file;

        @Mixin
        ChangeOptions options = new ChangeOptions();

        @Override
        public Integer call() {
            if (file == null) {
                out().print(Yaml.write(
                        client().read(Call.of(Operation.SETTINGS)).value()));
                return ExitCode.DONE;
            }
            Node given = Yaml.read(content(file));
            Map<String, @Nullable Object> body = new java.util.LinkedHashMap<>();
            given.members().forEach((name, member) -> body.put(name, member.value()));
            change(
                    options,
                    Call.of(Operation.SETTINGS_PUT)
                            .header("If-Match", version(Call.of(Operation.SETTINGS)))
                            .json(body));
            return ExitCode.DONE;
        }
    }

    /** Runs of the reconfigure command. */
    @Command(
            name = "reconfigure",
            description = "Run the reconfigure command on the Ansible control host; with --list show earlier runs.")
    static final class Reconfigure extends Noun implements Callable<Integer> {
        private static final List<Column> RUNS = List.of(
                Column.of("id"),
                Column.of("state"),
                Column.of("hosts"),
                Column.of("askedBy"),
                Column.of("askedAt"),
                Column.of("result"));

        @Parameters(paramLabel = "HOST", arity = "0..*", description = "All that offer devices when left out.")
        List<String> hosts = List.of();

        @Option(names = "--list", description = "Show the newest runs; start none.")
        boolean isList;

        @Option(names = "--wait", description = "Follow its log until it ends.")
        boolean isWaiting;

        @Mixin
        ChangeOptions options = new ChangeOptions();

        @Mixin
        OutputOptions output = new OutputOptions();

        @Override
        public Integer call() {
            if (isList) {
                printer(output).list(client().items(Call.of(Operation.RECONFIGURATIONS)), RUNS);
                return ExitCode.DONE;
            }
            Node run = change(options, Call.of(Operation.RECONFIGURATION_START).json(Map.of("hosts", hosts)));
            String id = run.get("id").text();
            out().println(id);
            if (!isWaiting || id.isEmpty()) {
                return ExitCode.DONE;
            }
            new LogFollower(session()).follow(Call.of(Operation.RECONFIGURATION_LOG, id));
            Node ended = client().read(Call.of(Operation.RECONFIGURATION, id));
            say(Lines.of(ended.get("state"), ended.get("result")));
            return ended.get("state").text().equals("SUCCEEDED") ? ExitCode.DONE : ExitCode.ERROR;
        }
    }
}
