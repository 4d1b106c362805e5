package dev.gantry.cli.command.plan;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Client;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.call.ProblemException;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.plan.ConfigPlan;
import dev.gantry.cli.plan.ConfigPlan.HostChange;
import dev.gantry.cli.plan.ConfigPlan.Remark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration beside a running suite: the import's dry run tells what changes, the last inspections what is lost by it. */
final class SuiteComparison {
    private final Client client;

    SuiteComparison(Client client) {
        this.client = client;
    }

    /** @param report of the import's dry run */
    ConfigPlan of(ConfigPlan plan, Node report) {
        Map<String, HostChange> described = new LinkedHashMap<>();
        plan.hosts().forEach(host -> described.put(host.name(), host));
        List<HostChange> hosts = report.get("hosts").items().stream()
                .map(line -> compared(line, described.get(line.get("name").text())))
                .toList();
        return new ConfigPlan(
                hosts,
                remarks(report.get("problems")),
                remarks(report.get("warnings")),
                plan.lints(),
                plan.assumptions(),
                plan.flavors().beside(bookable(plan, hosts)),
                plan.nova());
    }

    /** Flavors that the suite satisfies now, by what they book; what other hosts offer besides stays and is none that vanishes. */
    private SortedMap<String, String> bookable(ConfigPlan plan, List<HostChange> hosts) {
        Set<String> names = hosts.stream().map(HostChange::name).collect(Collectors.toSet());
        List<Node> flavors = read(Call.of(Operation.FLAVORS)).get("items").items();
        SortedMap<String, String> bookable = new TreeMap<>();
        for (Node offer :
                read(Call.of(Operation.BOOKABLE_RESOURCES)).get("items").items()) {
            String spec = offer.get("extraSpec").text();
            String value = offer.get("value").text();
            String key = spec.startsWith("resources:") ? offer.get("type").text() : value;
            boolean isElsewhere =
                    offer.get("hosts").items().stream().map(Node::text).anyMatch(host -> !names.contains(host));
            if (!isElsewhere || plan.flavors().derived().containsKey(key)) {
                bookable.put(key, named(flavors, spec, value));
            }
        }
        return bookable;
    }

    /** The flavors that ask for it, or what is asked for where there is none. */
    private static String named(List<Node> flavors, String spec, String value) {
        List<String> names = flavors.stream()
                .filter(flavor -> flavor.get("extra_specs").get(spec).text().equals(value))
                .map(flavor -> flavor.get("name").text())
                .toList();
        return names.isEmpty() ? spec + "=" + value : String.join(", ", names);
    }

    private HostChange compared(Node line, @Nullable HostChange described) {
        String name = line.get("name").text();
        String outcome = line.get("outcome").text();
        List<String> changes =
                line.get("changes").items().stream().map(Node::text).toList();
        if (described == null) {
            return new HostChange(name, outcome, List.of(), List.of(), List.of(), changes, List.of(), List.of());
        }
        List<Node> lost = outcome.equals("changed") ? lost(described) : List.of();
        return described.beside(
                outcome,
                changes,
                lost.stream().map(SuiteComparison::words).toList(),
                lost.isEmpty() ? List.of() : guests(name, lost));
    }

    /** Devices that exist and are not desired any more; a host that was never inspected has none that are known. */
    private List<Node> lost(HostChange host) {
        Node facts = read(Call.of(Operation.HOST_FACTS, host.name())).get("facts");
        Map<String, String> desired = new LinkedHashMap<>();
        for (Node card : facts.get("cards").items()) {
            List<Node> addresses = card.get("virtualFunctions").items();
            host.functions().stream()
                    .filter(f -> f.card().equals(card.get("address").text()) && f.index() < addresses.size())
                    .forEach(f -> desired.put(addresses.get(f.index()).text(), f.type()));
        }
        List<Node> lost = new ArrayList<>(facts.get("devices").items());
        lost.removeIf(
                device -> isDesired(device, desired.get(device.get("address").text())));
        return lost;
    }

    private static boolean isDesired(Node device, @Nullable String type) {
        String name = device.get("typeName").text();
        return type != null
                && (type.equals(device.get("type").text()) || name.equals(type) || name.endsWith(" " + type));
    }

    private List<String> guests(String host, List<Node> lost) {
        Set<String> guests = new LinkedHashSet<>();
        for (Node holder :
                read(Call.of(Operation.ALLOCATIONS, host)).get("items").items()) {
            String provider = plain(holder.get("provider").text());
            boolean isOfLost = lost.stream()
                    .anyMatch(device ->
                            provider.contains(plain(device.get("address").text())));
            if (isOfLost) {
                guests.add(holder.get("server").text());
            }
        }
        return List.copyOf(guests);
    }

    /** Nothing when the suite does not know it; a cloud that is out of reach is told as it is. */
    private Node read(Call call) {
        try {
            return client.read(call);
        } catch (ProblemException e) {
            if (e.status() == 404 || e.status() == 409) {
                return Node.NONE;
            }
            throw e;
        }
    }

    private static List<Remark> remarks(Node violations) {
        return violations.items().stream().map(SuiteComparison::remark).toList();
    }

    private static Remark remark(Node v) {
        String line = v.get("line").isMissing() ? "" : ":" + v.get("line").text();
        return new Remark(
                v.get("file").text() + line,
                "%s: found %s, expected %s. %s"
                        .formatted(
                                v.get("field").text(),
                                v.get("found").text(),
                                v.get("expected").text(),
                                v.get("fix").text()));
    }

    private static String words(Node device) {
        return (device.get("address").text() + " " + device.get("type").text()).strip();
    }

    /** Placement writes addresses with underscores, Gantry with colons. */
    private static String plain(String text) {
        return text.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
    }
}
