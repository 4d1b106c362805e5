package dev.gantry.cli.command.access;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.call.Service;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who did what to what and why. */
@Command(name = "audit", description = "Who did what to what and why.")
public final class AuditCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("at"),
            Column.of("service"),
            Column.of("actor"),
            Column.of("action"),
            Column.of("subject"),
            Column.of("status"),
            Column.of("reason"));

    @Command(name = "list", description = "Changes that callers made, newest first, of all services or of one.")
    int list(
            @Option(names = "--service", paramLabel = "SERVICE") @Nullable Service service,
            @Option(names = "--actor", paramLabel = "NAME", description = "Only what this caller did.") @Nullable
                    String actor,
            @Option(
                            names = "--subject",
                            paramLabel = "PATH",
                            description = "Only below this path, e.g. /v1/hosts/computegpu000.")
                    @Nullable
                    String subject,
            @Option(names = "--limit", defaultValue = "50", paramLabel = "N") int limit,
            @Mixin OutputOptions output) {
        List<Node> entries = new ArrayList<>();
        for (Service one : service == null ? Service.values() : new Service[] {service}) {
            Call call = Call.of(Operation.valueOf(one.name() + "_AUDIT"))
                    .query("actor", actor)
                    .query("subject", subject);
            client().list(call, limit).forEach(entry -> entries.add(named(one, entry)));
        }
        entries.sort(
                Comparator.comparing((Node entry) -> entry.get("at").text()).reversed());
        printer(output).list(entries.stream().limit(limit).toList(), LIST);
        return ExitCode.DONE;
    }

    private static Node named(Service service, Node entry) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        named.put("service", service.title());
        entry.members().forEach((name, member) -> named.put(name, member.value()));
        return new Node(named);
    }
}
