package dev.gantry.cli.command.host;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.call.ProblemException;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Session;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Format;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows plans of hosts, with terraform's exit codes. */
final class Plans {
    private static final List<Column> CHANGES = List.of(
            Column.of("host"),
            Column.of("step"),
            Column.of("summary"),
            Column.of("reboot"),
            Column.of("destroys"),
            Column.of("guests"));

    private final Session session;

    Plans(Session session) {
        this.session = session;
    }

    int print(List<String> hosts, OutputOptions output) {
        int code = ExitCode.DONE;
        List<Node> plans = new ArrayList<>();
        for (String host : hosts) {
            Node plan = session.client().read(Call.of(Operation.HOST_PLAN, host));
            plans.add(plan);
            code = worse(code, plan);
            if (output.format == Format.table && output.columns.isEmpty()) {
                text(host, plan);
            }
        }
        if (output.format == Format.json || output.format == Format.yaml) {
            structured(hosts, plans, output);
        } else if (output.format != Format.table || !output.columns.isEmpty()) {
            output.printer(session).list(changes(hosts, plans), CHANGES);
        }
        session.out().flush();
        return code;
    }

    void text(String host, Node plan) {
        session.out().println(host + ": " + summary(plan));
        String text = Plain.text(plan.get("text").text()).stripTrailing();
        if (!text.isEmpty()) {
            session.out().println("  " + text.replace("\n", "\n  "));
        }
        for (Node change : plan.get("changes").items()) {
            if (!change.get("guests").items().isEmpty()) {
                session.out()
                        .println("  guests in the way: "
                                + Plain.text(change.get("guests").text()));
            }
        }
        plan.get("blockers").items().forEach(b -> session.out().println("  blocked: " + Plain.text(b.text())));
        if (isDisruptive(plan)) {
            guests(host);
        }
        session.out().println("  digest " + plan.get("digest").text());
    }

    /** What a drain would do with each guest. Nothing where no cloud is set: there a person looks. */
    private void guests(String host) {
        try {
            for (Node guest : session.client()
                    .read(Call.of(Operation.DRAIN_PLAN, host))
                    .get("servers")
                    .items()) {
                session.out()
                        .println("  guest %s: %s, %s"
                                .formatted(
                                        Plain.text(guest.at("server.name").text()),
                                        guest.at("chosen.way")
                                                .text()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-'),
                                        Plain.text(guest.at("chosen.reason").text())));
            }
        } catch (ProblemException e) {
            if (!e.kind().equals("cloud-missing")) {
                session.out()
                        .println("  guests not known: "
                                + Plain.text(String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
            }
        } catch (CallFailed e) {
            session.out().println("  guests not known: " + Plain.text(String.valueOf(e.getMessage())));
        }
    }

    private static boolean isDisruptive(Node plan) {
        return plan.get("changes").items().stream()
                .anyMatch(c -> c.get("reboot").text().equals("true")
                        || !c.get("destroys").items().isEmpty());
    }

    private static String summary(Node plan) {
        List<Node> changes = plan.get("changes").items();
        if (changes.isEmpty()) {
            return "nothing to do";
        }
        long reboots = changes.stream()
                .filter(c -> c.get("reboot").text().equals("true"))
                .count();
        long destroyed = changes.stream()
                .mapToLong(c -> c.get("destroys").items().size())
                .sum();
        return "%d to change, %d devices destroyed, %d reboots".formatted(changes.size(), destroyed, reboots);
    }

    static int worse(int code, Node plan) {
        if (!plan.get("blockers").items().isEmpty() || code == ExitCode.ERROR) {
            return ExitCode.ERROR;
        }
        return plan.get("changes").items().isEmpty() ? code : ExitCode.CHANGES;
    }

    private void structured(List<String> hosts, List<Node> plans, OutputOptions output) {
        if (hosts.size() == 1) {
            output.printer(session).show(plans.getFirst(), CHANGES);
            return;
        }
        List<Node> named = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            named.add(named(hosts.get(i), plans.get(i)));
        }
        output.printer(session).list(named, CHANGES);
    }

    private static List<Node> changes(List<String> hosts, List<Node> plans) {
        List<Node> changes = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            for (Node change : plans.get(i).get("changes").items()) {
                changes.add(named(hosts.get(i), change));
            }
        }
        return changes;
    }

    private static Node named(String host, Node node) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("host", host);
        node.members().forEach((name, member) -> {
            if (member.value() != null) {
                members.put(name, member.value());
            }
        });
        return new Node(members);
    }
}
