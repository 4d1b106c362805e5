package dev.gantry.cli.command.event;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.call.Service;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Events that a service could not use. */
@Command(name = "dead-letter", description = "Events that a service could not use: see and replay.")
public final class DeadLetterCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("id"),
            Column.of("service"),
            Column.of("topic"),
            Column.of("key"),
            Column.of("reason"),
            Column.of("buriedAt"));

    @Command(name = "list", description = "Dead letters of all services, or of one.")
    int list(
            @Option(names = "--service", paramLabel = "SERVICE") @Nullable Service service,
            @Mixin OutputOptions output) {
        List<Node> letters = new java.util.ArrayList<>();
        for (Service one : service == null ? Service.values() : new Service[] {service}) {
            for (Node letter : client().items(Call.of(Operation.valueOf(one.name() + "_DEAD_LETTERS")))) {
                Map<String, @Nullable Object> named = new java.util.LinkedHashMap<>();
                named.put("service", one.title());
                letter.members().forEach((name, member) -> named.put(name, member.value()));
                letters.add(new Node(named));
            }
        }
        printer(output).list(letters, LIST);
        return ExitCode.DONE;
    }

    @Command(name = "replay", description = "Give a dead letter to its service once more.")
    int replay(
            @Parameters(paramLabel = "SERVICE") Service service,
            @Parameters(paramLabel = "ID") String id,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.valueOf(service.name() + "_REPLAY"), id));
        return ExitCode.DONE;
    }
}
