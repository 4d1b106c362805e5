package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.kayobe.ConnectionReader;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.kayobe.KayobeFolderReader;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.variables.Variables;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a kayobe configuration says by itself, where nothing is known of enrolled hosts: by the rules of an import. Pure; the command line
 * reads folders with it where no service is at hand.
 */
public record FolderReading(
        DesiredStates desired, SortedMap<String, HostSpec> hosts, List<Violation> problems, List<Violation> warnings) {

    public static FolderReading of(SortedMap<String, String> files, ControlHost control, YamlReader yaml) {
        KayobeConfiguration folder = KayobeFolderReader.read(files, control, yaml);
        ImportValidator check = new ImportValidator(folder);
        SortedMap<String, HostSpec> specs = new TreeMap<>();
        boolean isCircle =
                folder.violations().stream().anyMatch(v -> v.expected().contains("circle"));
        DesiredStates desired =
                new DesiredStates(isCircle ? List.of() : folder.groups().values(), folder.site()).remembering();
        if (!isCircle) {
            folder.hosts().forEach((name, host) -> specs.put(name, spec(host, null, desired)));
            Optional<Violation> leftOut = HypervisorFilter.leaveOthersOut(specs, desired, name -> false);
            leftOut.ifPresent(check::warn);
            check.connections(desired, specs);
            check.hosts(desired, specs);
            check.groups(desired);
        }
        ImportReport report = check.report(List.of(), List.of());
        return new FolderReading(desired, specs, report.problems(), report.warnings());
    }

    /** The host as the folder has it, over what is known of it. */
    static HostSpec spec(KayobeConfiguration.FolderHost host, @Nullable Host enrolled, DesiredStates after) {
        HostSpec known = enrolled == null ? null : enrolled.spec();
        Variables own = known == null ? Variables.none() : known.own();
        HostSpec.Reach reach = known == null ? null : known.reach();
        HostSpec draft = new HostSpec(
                ConnectionReader.read(new TreeMap<>()).over(reach, host.name()),
                host.groups(),
                own,
                host.variables(),
                known == null ? ApprovalPolicy.REQUIRED : known.approval());
        ConnectionReader.Connection connection = ConnectionReader.read(after.variables(host.name(), draft));
        ApprovalPolicy approval = Optional.ofNullable(connection.approval()).orElse(draft.approval());
        HostSpec spec =
                new HostSpec(connection.over(reach, host.name()), host.groups(), own, host.variables(), approval);
        return known == null ? spec : spec.labelled(known.labels(), known.metadata());
    }
}
