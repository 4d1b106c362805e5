package dev.gantry.inventory.imports.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gantry.inventory.model.text.Violation;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an import did, or would do: every host and group of the folder, and every other host whose effective state changes with it.
 * Hosts and groups by name; problems and warnings by file and line.
 */
public record ImportReport(
        boolean dryRun, List<Line> hosts, List<Line> groups, List<Violation> warnings, List<Violation> problems) {

    /** One host or group, what became of it ({@code created}, {@code changed} or {@code unchanged}) and what changed. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Line(String name, String outcome, List<String> changes, boolean outside) {}

    public ImportReport {
        hosts = List.copyOf(hosts);
        groups = List.copyOf(groups);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /** With what was noticed before the folder was read. */
    public ImportReport warnedOf(List<Violation> more) {
        List<Violation> all = Stream.concat(warnings.stream(), more.stream())
                .sorted(Violation.ORDER)
                .toList();
        return new ImportReport(dryRun, hosts, groups, all, problems);
    }

    ImportReport dry() {
        return new ImportReport(true, hosts, groups, warnings, problems);
    }
}
