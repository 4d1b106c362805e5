package dev.gantry.cli.command.nova;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.DocumentOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Plain;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Flavors: derived from what hosts offer, and over them those that people define. */
@Command(name = "flavor", description = "What projects book: see, define, compare with Nova, apply.")
public final class FlavorCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("vcpus"),
            Column.of("ram"),
            Column.of("disk"),
            Column.of("PUBLIC", "is_public"),
            new Column("ASKS FOR", f -> f.get("extra_specs").text()),
            Column.of("source"),
            new Column("FINDINGS", f -> Lines.of(f.get("findings"), "severity", "code")));
    private static final List<Column> SHOW = List.of(
            Column.of("name"),
            Column.of("vcpus"),
            Column.of("ram"),
            Column.of("disk"),
            Column.of("PUBLIC", "is_public"),
            Column.of("project"),
            new Column("ASKS FOR", f -> Lines.pairs(f.get("extra_specs"))),
            Column.of("source"),
            new Column("FINDINGS", f -> Lines.of(f.get("findings"), "severity", "code", "text", "next")));

    @Command(name = "list", description = "Flavors by name.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.FLAVORS)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One flavor.")
    int show(@Parameters(paramLabel = "FLAVOR") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.FLAVOR, name)), SHOW);
        return ExitCode.DONE;
    }

    @Command(name = "export", description = "All of them as YAML for openstack-config.")
    int export() {
        out().print(Plain.text(client().text(Call.of(Operation.FLAVORS_YAML), "application/yaml")));
        return ExitCode.DONE;
    }

    @Command(
            name = "plan",
            description = "What would be done to Nova's flavors. Exit 0: nothing; 2: changes; 1: it cannot be done.")
    int plan(@Mixin OutputOptions output) {
        Node plan = client().read(Call.of(Operation.FLAVORS_PLAN));
        return show(plan, output);
    }

    @Command(
            name = "apply",
            description = "Do to Nova's flavors what the plan says; refused when the plan is another one by now.")
    int apply(
            @Option(
                            names = "--digest",
                            paramLabel = "DIGEST",
                            description = "Of the plan that was read; the present one when left out.")
                    @Nullable
                    String digest,
            @Mixin ChangeOptions options,
            @Mixin OutputOptions output) {
        Node plan = client().read(Call.of(Operation.FLAVORS_PLAN));
        if (options.isDryRun) {
            return show(plan, output);
        }
        String agreed = digest == null ? plan.get("digest").text() : digest;
        Node done = client().read(Call.of(Operation.FLAVORS_APPLY).json(Map.of("digest", agreed)));
        show(done, output);
        return done.get("blocked").items().isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
    }

    @Command(name = "set", description = "Define a flavor, from a JSON or YAML file.")
    int set(@Parameters(paramLabel = "FLAVOR") String name, @Mixin DocumentOptions document) {
        put(Operation.FLAVOR_PUT, Operation.FLAVOR, name, document);
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Forget definitions; what is derived under the same name comes back.")
    int remove(@Parameters(paramLabel = "FLAVOR", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.FLAVOR_DELETE, Operation.FLAVOR, names, options);
    }

    private int show(Node plan, OutputOptions output) {
        List<Column> columns = List.of(
                new Column("STEPS", p -> Lines.each(p.get("steps"))),
                new Column("BLOCKED", p -> Lines.each(p.get("blocked"))),
                Column.of("digest"));
        printer(output).show(plan, columns);
        if (!plan.get("blocked").items().isEmpty()) {
            return ExitCode.ERROR;
        }
        return plan.get("steps").items().isEmpty() ? ExitCode.DONE : ExitCode.CHANGES;
    }
}
