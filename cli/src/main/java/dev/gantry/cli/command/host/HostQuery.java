package dev.gantry.cli.command.host;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.output.Node;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hosts. */
final class HostQuery {
    @Option(names = "--state", paramLabel = "STATE", description = "Only in this state, e.g. failed.")
    @Nullable
    String state;

    @Option(names = "--group", paramLabel = "GROUP", description = "Only of this group and its children.")
    @Nullable
    String group;

    @Option(
            names = "--card",
            paramLabel = "MODEL",
            description = "Only with such a card, e.g. A100D, or a PCI product id.")
    @Nullable
    String card;

    @Option(names = "--flag", paramLabel = "FLAG", description = "Only with this flag, e.g. needs-approval.")
    @Nullable
    String flag;

    @Option(names = "--search", paramLabel = "TEXT", description = "Only with this text in the name or the address.")
    @Nullable
    String search;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100000", description = "At most so many.")
    int limit;

    Call call() {
        return Call.of(Operation.HOSTS)
                .query("state", state == null ? null : state.toUpperCase(Locale.ROOT))
                .query("group", group)
                .query("card", card)
                .query("flag", flag);
    }

    boolean holds(Node host) {
        return search == null
                || host.get("name").text().contains(search)
                || host.get("address").text().contains(search);
    }
}
