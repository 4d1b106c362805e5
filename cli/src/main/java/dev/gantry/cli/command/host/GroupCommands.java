package dev.gantry.cli.command.host;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.DocumentOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Groups of hosts. */
@Command(name = "group", description = "Groups of hosts and their variables.")
public final class GroupCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            new Column("HOSTS", g -> Integer.toString(g.get("hosts").items().size())),
            Column.of("children"),
            new Column(
                    "VARIABLES",
                    g -> String.join(", ", g.get("variables").members().keySet())));
    private static final List<Column> SHOW = List.of(
            Column.of("name"),
            Column.of("hosts"),
            Column.of("children"),
            new Column("VARIABLES", g -> Lines.pairs(g.get("variables"))),
            Column.of("version"));

    @Command(name = "list", description = "Groups by name.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.GROUPS)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One group.")
    int show(@Parameters(paramLabel = "GROUP") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.GROUP, name)), SHOW);
        return ExitCode.DONE;
    }

    @Command(name = "apply", description = "Define a group or change it, from a JSON or YAML file.")
    int apply(@Parameters(paramLabel = "GROUP") String name, @Mixin DocumentOptions document) {
        put(Operation.GROUP_PUT, Operation.GROUP, name, document);
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Remove groups that nothing names.")
    int remove(@Parameters(paramLabel = "GROUP", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.GROUP_DELETE, Operation.GROUP, names, options);
    }
}
