package dev.gantry.inventory.flow;

import dev.gantry.inventory.model.Flaw;
import java.util.List;

/** What an import did, or would do. Hosts and groups by name; problems and warnings by file and line. */
public record ImportReport(
        boolean dryRun, List<Line> hosts, List<Line> groups, List<Flaw> warnings, List<Flaw> problems) {

    /** One host or group and what became of it: {@code created}, {@code changed} or {@code unchanged}. */
    public record Line(String name, String outcome) {}

    public ImportReport {
        hosts = List.copyOf(hosts);
        groups = List.copyOf(groups);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    ImportReport dry() {
        return new ImportReport(true, hosts, groups, warnings, problems);
    }
}
