package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.enrol.SpecDifference;
import dev.gantry.inventory.flow.variables.ChangePropagation;
import dev.gantry.inventory.imports.flow.ImportReport.Line;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.kayobe.KayobeFolderReader;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.variables.GroupRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Works out what an import would do, and everything that is wrong with it. Runs in the caller's transaction, which holds the groups. */
@ApplicationScoped
class ImportPlanner {

    private final HostRepository hosts;
    private final GroupRepository groups;
    private final DesiredStateService desiredStates;
    private final YamlReader yaml;

    ImportPlanner(HostRepository hosts, GroupRepository groups, DesiredStateService desiredStates, YamlReader yaml) {
        this.hosts = hosts;
        this.groups = groups;
        this.desiredStates = desiredStates;
        this.yaml = yaml;
    }

    ImportPlan plan(SortedMap<String, String> files, ImportOptions options) {
        KayobeConfiguration folder = KayobeFolderReader.read(files, options.control(), yaml);
        ImportValidator check = new ImportValidator(folder);
        SortedMap<String, Host> known = new TreeMap<>();
        hosts.all().forEach(host -> known.put(host.name(), host));
        hosts.release();
        groups.source().ifPresent(bound -> check.source(bound, options));
        Optional<List<String>> cycle =
                GroupTree.cycle(desiredStates.stored(folder.groups().values()));
        if (cycle.isPresent()) {
            check.cycle(cycle.get());
            return new ImportPlan(folder, new TreeMap<>(), known, new TreeMap<>(), check.report(List.of(), List.of()));
        }
        DesiredStates before = desiredStates.now().remembering();
        DesiredStates after =
                desiredStates.with(folder.groups().values(), folder.site()).remembering();
        SortedMap<String, HostSpec> specs = new TreeMap<>();
        folder.hosts().forEach((name, host) -> specs.put(name, FolderReading.spec(host, known.get(name), after)));
        HypervisorFilter.leaveOthersOut(specs, after, known::containsKey).ifPresent(check::warn);
        check.connections(after, specs);
        check.hosts(after, specs);
        check.groups(after);
        SortedMap<String, List<String>> changes = changes(specs, known, before, after);
        known.values().stream()
                .filter(host -> host.state() != HostState.RETIRED)
                .forEach(host -> {
                    HostSpec spec = specs.getOrDefault(host.name(), host.spec());
                    DesiredStateResult then = before.reading(host.name(), host.spec());
                    DesiredStateResult now = after.reading(host.name(), spec);
                    check.vanished(host.name(), then, now, options);
                    if (!specs.containsKey(host.name())) {
                        check.suffering(host.name(), then.violations(), now.violations());
                    }
                });
        check.outside(changes, specs.keySet(), options);
        return new ImportPlan(
                folder, specs, known, changes, check.report(lines(specs, known, changes), groupLines(folder)));
    }

    private static SortedMap<String, List<String>> changes(
            SortedMap<String, HostSpec> specs,
            SortedMap<String, Host> known,
            DesiredStates before,
            DesiredStates after) {
        SortedMap<String, List<String>> changes = new TreeMap<>();
        known.values().stream()
                .filter(host -> host.state() != HostState.RETIRED)
                .forEach(host -> {
                    HostSpec spec = specs.getOrDefault(host.name(), host.spec());
                    List<String> own = SpecDifference.between(host.spec(), spec);
                    List<String> changed =
                            own.isEmpty() ? ChangePropagation.changed(before, after, host.name(), spec) : own;
                    if (!changed.isEmpty()) {
                        changes.put(host.name(), changed);
                    }
                });
        return changes;
    }

    private static List<Line> lines(
            SortedMap<String, HostSpec> specs, SortedMap<String, Host> known, SortedMap<String, List<String>> changes) {
        List<Line> lines = new ArrayList<>();
        specs.keySet().forEach(name -> {
            List<String> changed = changes.getOrDefault(name, List.of());
            String outcome = !known.containsKey(name) ? "created" : changed.isEmpty() ? "unchanged" : "changed";
            lines.add(new Line(name, outcome, changed, false));
        });
        changes.forEach((name, changed) -> {
            if (!specs.containsKey(name)) {
                lines.add(new Line(name, "changed", changed, true));
            }
        });
        return lines;
    }

    private List<Line> groupLines(KayobeConfiguration folder) {
        SortedMap<String, Group> stored = new TreeMap<>();
        groups.all().forEach(known -> stored.put(known.group().name(), known.group()));
        return folder.groups().entrySet().stream()
                .map(group -> {
                    Group before = stored.get(group.getKey());
                    String outcome =
                            before == null ? "created" : before.equals(group.getValue()) ? "unchanged" : "changed";
                    return new Line(group.getKey(), outcome, List.of(), false);
                })
                .toList();
    }
}
