package dev.gantry.cli.command.host;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Packed;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A whole kayobe configuration. */
@Command(
        name = "import",
        description = "Import a kayobe configuration: hosts, groups, variables. All of it or nothing.")
public final class ImportCommand extends Noun implements Callable<Integer> {
    private static final List<Column> LINES = List.of(Column.of("kind"), Column.of("name"), Column.of("outcome"));

    @Parameters(paramLabel = "DIR", description = "$KAYOBE_CONFIG_PATH: the folder that holds inventory/.")
    Path folder = Path.of("");

    @Option(names = "--environment", paramLabel = "NAME", description = "Kayobe's environment to lay over the base.")
    @Nullable
    String environment;

    @Option(names = "--home", paramLabel = "DIR", description = "What lookup('env', 'HOME') means.")
    @Nullable
    String home;

    @Mixin
    ChangeOptions options = new ChangeOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Call call = Call.of(Operation.IMPORT)
                .query("dryRun", options.isDryRun ? "true" : null)
                .query("environment", environment)
                .query("home", home)
                .body(new Call.Body.Bytes("application/gzip", Packed.folder(folder)));
        Node report = client().read(call);
        if (output.format == dev.gantry.cli.output.Format.json || output.format == dev.gantry.cli.output.Format.yaml) {
            printer(output).show(report, LINES);
        } else {
            printer(output).list(lines(report), LINES);
        }
        tell("warning", report.get("warnings"));
        tell("problem", report.get("problems"));
        return report.get("problems").items().isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
    }

    private void tell(String kind, Node violations) {
        for (Node one : violations.items()) {
            say("%s: %s:%s %s: found %s, expected %s; %s"
                    .formatted(
                            kind,
                            one.get("file").text(),
                            one.get("line").text(),
                            one.get("field").text(),
                            one.get("found").text(),
                            one.get("expected").text(),
                            one.get("fix").text()));
        }
    }

    private static List<Node> lines(Node report) {
        List<Node> lines = new java.util.ArrayList<>();
        for (String kind : List.of("host", "group")) {
            for (Node line : report.get(kind + "s").items()) {
                lines.add(new Node(Map.of(
                        "kind",
                        kind,
                        "name",
                        line.get("name").text(),
                        "outcome",
                        line.get("outcome").text())));
            }
        }
        return lines;
    }
}
