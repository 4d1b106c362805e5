package dev.gantry.cli.command.fleet;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The planner: which cards would carry some vGPUs. */
@Command(
        name = "planner",
        description = "Find cards for vGPUs that somebody asks for. Changes nothing; exit code 1 when they do not fit.")
public final class PlannerCommands extends Noun {
    private static final String DEMAND = "Types with counts, e.g. \"A100D-2-20C x3 + A100D-1-10C x1\".";
    private static final List<Column> NO = List.of(
            new Column("MISSING", r -> Lines.pairs(r.get("missing"))),
            new Column("REASONS", r -> Lines.each(r.get("reasons"))),
            new Column("INSTEAD", r -> Lines.each(r.get("instead"))));
    private static final List<Column> CARD = List.of(
            Column.of("demand"),
            Column.of("fits"),
            new Column("MIG DEVICES", r -> Lines.pairs(r.at("card.migDevices"))),
            new Column("PLACEMENTS", r -> Lines.each(r.at("card.placements"))),
            new Column(
                    "FUNCTIONS", r -> Lines.of(r.at("card.functions"), "index", "type", "mdevType", "resourceClass")),
            new Column("LEFT", PlannerCommands::left),
            NO.get(1),
            NO.get(2),
            new Column("ON SEVERAL CARDS", r -> Lines.each(r.get("spread"))));
    private static final List<Column> CHANGES = List.of(
            Column.of("step"),
            Column.of("host"),
            Column.of("address"),
            Column.of("model"),
            new Column("CHANGE", r -> r.get("kind").text().toLowerCase(java.util.Locale.ROOT)),
            new Column("ADDS", r -> counts(r.get("adds"))),
            new Column("TAKES AWAY", r -> counts(r.get("takesAway"))),
            new Column("GUESTS", PlannerCommands::guests));

    @Command(name = "card", description = "Cut one empty card of a model.")
    int card(
            @Parameters(paramLabel = "MODEL", description = "E.g. A100D.") String model,
            @Parameters(paramLabel = "DEMAND", description = DEMAND) String demand,
            @Mixin OutputOptions output) {
        Node plan = client().read(Call.of(Operation.PLAN).json(Map.of("card", model, "demand", demand)));
        printer(output).show(plan, CARD);
        return code(plan);
    }

    /** Over which hosts. */
    static final class Hosts {
        @Option(names = "--host", paramLabel = "HOST", split = ",", description = "Only these; may be repeated.")
        @Nullable
        List<String> names;

        @Option(names = "--group", paramLabel = "GROUP", description = "Only of this group and its children.")
        @Nullable
        String group;

        @Option(names = "--card", paramLabel = "MODEL", description = "Only with such a card, e.g. A100D.")
        @Nullable
        String card;

        @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Only with this label; may be repeated.")
        @Nullable
        Map<String, String> labels;

        @Option(names = "--without", paramLabel = "HOST", split = ",", description = "As if these hosts were away.")
        @Nullable
        List<String> without;

        @Option(
                names = "--retype",
                paramLabel = "WHICH",
                description = "Cards with something else on them that may be cut anew: never, without-guests, any.")
        @Nullable
        String retype;

        Map<String, @Nullable Object> body(String demand) {
            Map<String, @Nullable Object> hosts = new LinkedHashMap<>();
            hosts.put("names", names);
            hosts.put("group", group);
            hosts.put("card", card);
            hosts.put("labels", labels);
            hosts.values().removeIf(value -> value == null);
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("demand", demand);
            body.put("hosts", hosts.isEmpty() ? null : hosts);
            body.put("without", without);
            body.put("retype", retype);
            return body;
        }
    }

    @Command(name = "hosts", description = "Spread over hosts, as they are and as they shall be; what is there counts.")
    int hosts(
            @Parameters(paramLabel = "DEMAND", description = DEMAND) String demand,
            @Mixin Hosts hosts,
            @Mixin OutputOptions output) {
        Node plan = client().read(Call.of(Operation.PLAN).json(hosts.body(demand)));
        printer(output).list(plan.get("changes").items(), CHANGES);
        plan.get("reasons").items().forEach(reason -> say(reason.text()));
        plan.get("instead").items().forEach(fits -> say("would fit: " + fits.text()));
        plan.at("considered.leftOut")
                .items()
                .forEach(left ->
                        say("not planned: " + Lines.of(left.get("host"), left.get("card"), left.get("reason"))));
        return code(plan);
    }

    private static int code(Node plan) {
        return Boolean.TRUE.equals(plan.get("fits").value()) ? ExitCode.DONE : ExitCode.ERROR;
    }

    private static String left(Node plan) {
        Node left = plan.at("card.left");
        if (left.isMissing()) {
            return "";
        }
        String slices = "%s compute and %s memory slices, %s MiB"
                .formatted(
                        left.get("computeSlices").text(),
                        left.get("memorySlices").text(),
                        left.get("framebufferMib").text());
        String further = counts(left.get("further"));
        return further.isEmpty() ? slices + "; nothing that exists fits there" : slices + "; one of " + further;
    }

    private static String guests(Node change) {
        Node guests = change.get("guests");
        boolean isKnown = Boolean.TRUE.equals(guests.get("known").value());
        String number = isKnown ? guests.get("inUse").text() : "not known";
        return Boolean.TRUE.equals(change.get("needsDrain").value()) ? number + ", drain first" : number;
    }

    private static String counts(Node map) {
        return map.members().entrySet().stream()
                .map(member -> member.getKey() + " x" + member.getValue().text())
                .collect(Collectors.joining(", "));
    }
}
