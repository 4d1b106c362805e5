package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.host.ChangeHost;
import dev.gantry.inventory.flow.host.EnrolHost;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.flow.host.SpecDifference;
import dev.gantry.inventory.flow.variables.ChangePropagation;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.host.HostState;
import dev.gantry.inventory.model.kayobe.ConnectionReader;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.kayobe.KayobeFolderReader;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.model.variables.Variables;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.variables.GroupRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes over a kayobe configuration folder: all of it or nothing, and nothing twice. */
@ApplicationScoped
public class ImportFolder {

    private final HostRepository hosts;
    private final GroupRepository groups;
    private final DesiredStateService desiredStates;
    private final EnrolHost enrol;
    private final Doors doors;

    /** Whether a report of the consequences is enough. */
    public enum Mode {
        DRY_RUN,
        REAL
    }

    ImportFolder(
            HostRepository hosts,
            GroupRepository groups,
            DesiredStateService desiredStates,
            EnrolHost enrol,
            Doors doors) {
        this.hosts = hosts;
        this.groups = groups;
        this.desiredStates = desiredStates;
        this.enrol = enrol;
        this.doors = doors;
    }

    /** 422 with every problem of the folder, unless it is a dry run: then they are in the report. */
    @Transactional
    public ImportReport run(SortedMap<String, String> files, ControlHost control, Mode mode, Cause cause) {
        groups.lockTree();
        KayobeConfiguration reading = KayobeFolderReader.read(files, control, doors.yaml());
        List<Group> merged = desiredStates.stored(reading.groups().values());
        ImportValidator check = new ImportValidator(reading);
        if (GroupTree.cycle(merged).isPresent()) {
            check.cycle(GroupTree.cycle(merged).get());
            return refuseOr(mode, check.report());
        }
        Variables site = reading.site();
        DesiredStates before = desiredStates.now();
        DesiredStates after = desiredStates.with(reading.groups().values(), site);
        SortedMap<String, HostSpec> specs = new TreeMap<>();
        reading.hosts().forEach((name, host) -> specs.put(name, spec(host, after, check)));
        HypervisorFilter.leaveOthersOut(specs, after, name -> hosts.find(name).isPresent())
                .ifPresent(check::warn);
        check.hosts(after, specs);
        check.groups(after);
        check.others(doors.propagation().newViolations(before, after, specs));
        ImportReport report = check.report();
        if (!report.problems().isEmpty() || mode == Mode.DRY_RUN) {
            return refuseOr(mode, check.outcome(outcomes(specs, before, after), groupOutcomes(reading)));
        }
        SortedMap<String, ChangeHost.Ending> groupEndings = groupOutcomes(reading);
        SortedMap<String, ChangeHost.Ending> hostEndings = outcomes(specs, before, after);
        groupEndings.forEach((name, ending) -> {
            if (ending != ChangeHost.Ending.UNCHANGED) {
                groups.store(Objects.requireNonNull(reading.groups().get(name)));
            }
        });
        if (!groups.site().equals(site)) {
            groups.storeSite(site);
        }
        specs.forEach((name, spec) -> store(name, spec, new Change(before, after), cause));
        doors.propagation()
                .apply(before, after, specs, cause)
                .forEach(n -> hostEndings.put(n, ChangeHost.Ending.CHANGED));
        return check.outcome(hostEndings, groupEndings);
    }

    private record Change(DesiredStates before, DesiredStates after) {}

    private static ImportReport refuseOr(Mode mode, ImportReport report) {
        if (mode == Mode.REAL && !report.problems().isEmpty()) {
            throw HostProblems.importRefused(report.problems());
        }
        return mode == Mode.DRY_RUN ? report.dry() : report;
    }

    private HostSpec spec(KayobeConfiguration.FolderHost host, DesiredStates after, ImportValidator check) {
        HostSpec known = hosts.find(host.name()).map(Host::spec).orElse(null);
        Variables own = known == null ? Variables.none() : known.own();
        HostSpec.Reach reach = known == null ? null : known.reach();
        HostSpec draft = new HostSpec(
                ConnectionReader.read(new TreeMap<>()).over(reach, host.name()),
                host.groups(),
                own,
                host.variables(),
                known == null ? ApprovalPolicy.REQUIRED : known.approval());
        ConnectionReader.Connection connection = ConnectionReader.read(after.variables(host.name(), draft));
        check.connection(host.name(), connection);
        ApprovalPolicy approval = Optional.ofNullable(connection.approval()).orElse(draft.approval());
        return new HostSpec(connection.over(reach, host.name()), host.groups(), own, host.variables(), approval);
    }

    private void store(String name, HostSpec spec, Change change, Cause cause) {
        Host known = hosts.lock(name).orElse(null);
        if (known == null) {
            enrol.enrol(name, spec, cause);
            return;
        }
        List<String> changed = changed(known, spec, change.before(), change.after());
        if (!changed.isEmpty() && known.state() != HostState.RETIRED) {
            enrol.change(known, spec, changed, cause);
        }
    }

    private static List<String> changed(Host known, HostSpec spec, DesiredStates before, DesiredStates after) {
        List<String> own = SpecDifference.between(known.spec(), spec);
        return own.isEmpty() ? ChangePropagation.changed(before, after, known.name(), spec) : own;
    }

    private SortedMap<String, ChangeHost.Ending> outcomes(
            Map<String, HostSpec> specs, DesiredStates before, DesiredStates after) {
        SortedMap<String, ChangeHost.Ending> endings = new TreeMap<>();
        specs.forEach((name, spec) -> endings.put(
                name,
                hosts.find(name)
                        .map(known -> changed(known, spec, before, after).isEmpty()
                                ? ChangeHost.Ending.UNCHANGED
                                : ChangeHost.Ending.CHANGED)
                        .orElse(ChangeHost.Ending.CREATED)));
        return endings;
    }

    private SortedMap<String, ChangeHost.Ending> groupOutcomes(KayobeConfiguration reading) {
        SortedMap<String, ChangeHost.Ending> endings = new TreeMap<>();
        reading.groups()
                .forEach((name, group) -> endings.put(
                        name,
                        groups.find(name)
                                .map(known -> known.group().equals(group)
                                        ? ChangeHost.Ending.UNCHANGED
                                        : ChangeHost.Ending.CHANGED)
                                .orElse(ChangeHost.Ending.CREATED)));
        return endings;
    }

    /** What an import needs beside the store. */
    @jakarta.enterprise.context.Dependent
    static class Doors {
        private final YamlReader yaml;
        private final ChangePropagation propagation;

        Doors(YamlReader yaml, ChangePropagation propagation) {
            this.yaml = yaml;
            this.propagation = propagation;
        }

        YamlReader yaml() {
            return yaml;
        }

        ChangePropagation propagation() {
            return propagation;
        }
    }
}
