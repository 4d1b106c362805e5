package dev.gantry.cli.command.event;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.DocumentOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Webhooks: events sent to tools without Kafka. */
@Command(name = "webhook", description = "Events sent to other tools, signed and repeated until they are taken.")
public final class WebhookCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("url"),
            Column.of("types"),
            Column.of("position"),
            Column.of("attempts"),
            Column.of("lastStatus"));

    @Command(name = "list", description = "Webhooks by name.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.WEBHOOKS)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One webhook, and how far it has come.")
    int show(@Parameters(paramLabel = "WEBHOOK") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.WEBHOOK, name)), LIST);
        return ExitCode.DONE;
    }

    @Command(
            name = "set",
            description = "Register a webhook or change it, from a JSON or YAML file, which may hold its secret.")
    int set(@Parameters(paramLabel = "WEBHOOK") String name, @Mixin DocumentOptions document) {
        put(Operation.WEBHOOK_PUT, Operation.WEBHOOK, name, document);
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Remove webhooks.")
    int remove(@Parameters(paramLabel = "WEBHOOK", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.WEBHOOK_DELETE, Operation.WEBHOOK, names, options);
    }
}
