package dev.gantry.cli.command.plan;

import dev.gantry.cli.output.Json;
import dev.gantry.cli.plan.ConfigPlan;
import dev.gantry.cli.plan.ConfigPlan.HostChange;
import dev.gantry.cli.plan.ConfigPlan.Remark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan of a configuration as text for a terminal, as Markdown for a comment, or as JSON. */
final class PlanReport {
    private static final String ROW = "| %s | %s | %s |\n";

    private final ConfigPlan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanReport(ConfigPlan plan) {
        this.plan = plan;
    }

    static String of(ConfigPlan plan, PlanForm form) {
        PlanReport report = new PlanReport(plan);
        return switch (form) {
            case text -> report.text();
            case markdown -> report.markdown();
            case json -> Json.write(report.members()) + "\n";
        };
    }

    private String text() {
        for (HostChange host : plan.hosts()) {
            line(host.name() + ": " + host.outcome());
            (host.isChange() ? host.changes() : host.cards()).forEach(change -> line("  " + change));
            if (!host.destroyed().isEmpty()) {
                line("  destroys " + destroyed(host));
            }
        }
        if (!plan.flavors().isEmpty()) {
            line("");
            line("Flavors");
            plan.flavors().appear().forEach(name -> line("  + " + name + " can be booked"));
            plan.flavors().vanish().forEach(name -> line("  - " + name + " can be booked nowhere any more"));
        }
        plan.nova().forEach((path, content) -> {
            line("");
            line(path);
            content.lines().forEach(one -> line("  " + one));
        });
        remarks("Problems", plan.problems());
        remarks("Warnings", plan.warnings());
        remarks("Lints", plan.lints());
        if (!plan.assumptions().isEmpty()) {
            line("");
            line("Assumed, since no host was asked");
            plan.assumptions().forEach(one -> line("  " + one));
        }
        line("");
        line(summary());
        return text.toString();
    }

    private void remarks(String title, List<Remark> remarks) {
        if (!remarks.isEmpty()) {
            line("");
            line(title);
            remarks.forEach(r -> line("  " + (r.place().isEmpty() ? "" : r.place() + "  ") + r.text()));
        }
    }

    private String markdown() {
        line("**Gantry:** " + summary());
        line("");
        List<HostChange> changes =
                plan.hosts().stream().filter(HostChange::isChange).toList();
        if (!changes.isEmpty()) {
            text.append(ROW.formatted("Host", "", "Change")).append("|---|---|---|\n");
            changes.forEach(host -> {
                List<String> words = new ArrayList<>(host.changes());
                if (!host.destroyed().isEmpty()) {
                    words.add("destroys " + destroyed(host));
                }
                text.append(ROW.formatted(cell(host.name()), host.outcome(), cell(String.join("\n", words))));
            });
            line("");
        }
        if (!plan.flavors().isEmpty()) {
            line("**Flavors**\n");
            plan.flavors().appear().forEach(name -> line("- " + cell(name) + " can be booked"));
            plan.flavors().vanish().forEach(name -> line("- " + cell(name) + " can be booked nowhere any more"));
            line("");
        }
        list("Problems", plan.problems());
        list("Warnings", plan.warnings());
        list("Lints", plan.lints());
        plan.nova().forEach((path, content) -> {
            line("<details><summary>" + cell(path) + "</summary>\n\n```diff\n" + content.replace("```", "~~~")
                    + "```\n");
            line("</details>\n");
        });
        return text.toString();
    }

    private void list(String title, List<Remark> remarks) {
        if (!remarks.isEmpty()) {
            line("**" + title + "**\n");
            remarks.forEach(r -> line("- " + (r.place().isEmpty() ? "" : cell(r.place()) + " ") + cell(r.text())));
            line("");
        }
    }

    /** What a file says shall not become markup of the comment. */
    private static String cell(String said) {
        return said.replaceAll("([\\\\`*_\\[\\]|])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("@", "&#64;")
                .replace("\n", "<br>");
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("summary", summary());
        members.put("hosts", plan.hosts().stream().map(PlanReport::members).toList());
        members.put("problems", remarks(plan.problems()));
        members.put("warnings", remarks(plan.warnings()));
        members.put("lints", remarks(plan.lints()));
        members.put("assumptions", plan.assumptions());
        members.put(
                "flavors",
                Map.of(
                        "appear",
                        plan.flavors().appear(),
                        "vanish",
                        plan.flavors().vanish()));
        members.put("nova", plan.nova());
        return members;
    }

    private static Map<String, Object> members(HostChange host) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", host.name());
        members.put("outcome", host.outcome());
        members.put("groups", host.groups());
        members.put("cards", host.cards());
        members.put("changes", host.changes());
        members.put("destroyed", host.destroyed());
        members.put("guests", host.guests());
        return members;
    }

    private static List<Map<String, String>> remarks(List<Remark> remarks) {
        return remarks.stream()
                .map(r -> Map.of("place", r.place(), "text", r.text()))
                .toList();
    }

    private static String destroyed(HostChange host) {
        return String.join(", ", host.destroyed())
                + (host.guests().isEmpty() ? "" : ", used by " + String.join(", ", host.guests()));
    }

    private String summary() {
        long changes = plan.hosts().stream().filter(HostChange::isChange).count();
        long destroyed =
                plan.hosts().stream().mapToLong(h -> h.destroyed().size()).sum();
        return "%d hosts, %d to change, %d devices destroyed; %d problems, %d warnings, %d lints"
                .formatted(
                        plan.hosts().size(),
                        changes,
                        destroyed,
                        plan.problems().size(),
                        plan.warnings().size(),
                        plan.lints().size());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
