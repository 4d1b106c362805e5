package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.model.desired.DesiredStateReader;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.kayobe.ConnectionReader;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.Variables;
import dev.gantry.inventory.store.variables.GroupRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with a folder, with file and line where it has them. Pure. */
final class ImportValidator {

    private static final Map<String, String> CONNECTION = Map.of(
            "address", "ansible_host",
            "port", "ansible_port",
            "user", "ansible_user",
            "hostKey", "gantry_ssh_host_key",
            "jump", "gantry_ssh_jump");

    private final KayobeConfiguration reading;
    private final List<Violation> problems = new ArrayList<>();
    private final List<Violation> warnings = new ArrayList<>();

    ImportValidator(KayobeConfiguration reading) {
        this.reading = reading;
        problems.addAll(reading.violations());
        warnings.addAll(reading.warnings());
    }

    void cycle(List<String> cycle) {
        if (reading.violations().stream().noneMatch(f -> f.expected().contains("circle"))) {
            problems.add(Violation.of(
                    "children",
                    String.join(" > ", cycle),
                    "groups without a circle",
                    "Together with the groups known already they form one."));
        }
    }

    /** A value that only Ansible could fill is no reason to refuse a folder: the host is reached by its name then. */
    /** Of those that the import is about: how a switch of the same folder is reached is nothing to it. */
    void connections(DesiredStates after, Map<String, HostSpec> specs) {
        specs.forEach((name, spec) -> connection(name, ConnectionReader.read(after.variables(name, spec))));
    }

    private void connection(String host, ConnectionReader.Connection connection) {
        add(problems, "host " + host, connection.violations());
        add(warnings, "host " + host, connection.warnings());
    }

    /** Links that lead nowhere, and hosts that are none of ours. */
    void warn(Violation warning) {
        warnings.add(warning);
    }

    /** Each host's own fields, then the layout that follows for it. */
    void hosts(DesiredStates after, Map<String, HostSpec> specs) {
        specs.forEach((name, spec) -> {
            SortedMap<String, EffectiveVariable> variables = after.variables(name, spec);
            List<Violation> violations = HostSpecRules.check(spec, after.tree()).stream()
                    .map(f -> atVariable(f, variables))
                    .toList();
            add(problems, "host " + name, violations);
            take("host " + name, after.reading(name, spec));
        });
    }

    /** A field of the spec came from a variable: the person finds it there. */
    private static Violation atVariable(Violation violation, SortedMap<String, EffectiveVariable> variables) {
        String variable = CONNECTION.getOrDefault(violation.field(), "");
        EffectiveVariable effective = variables.get(variable);
        return effective == null || effective.file() == null
                ? violation
                : new Violation(
                        effective.file(), null, variable, violation.found(), violation.expected(), violation.fix());
    }

    /** Layouts of groups that no host is in yet. */
    void groups(DesiredStates after) {
        reading.groups().forEach((name, group) -> {
            boolean isEmpty =
                    reading.hosts().values().stream().noneMatch(h -> h.groups().contains(name));
            boolean hasLayout = group.variables().values().keySet().stream().anyMatch(v -> v.startsWith("vgpu_"));
            if (isEmpty && hasLayout) {
                take("group " + name, after.reading("any", memberOf(name)));
            }
        });
    }

    private static HostSpec memberOf(String group) {
        HostSpec.Reach reach =
                new HostSpec.Reach("any", HostSpec.Reach.DEFAULT_PORT, HostSpec.Reach.DEFAULT_USER, null, null);
        return new HostSpec(reach, List.of(group), Variables.none(), Variables.none(), ApprovalPolicy.REQUIRED);
    }

    /** One installation serves one cloud: another configuration that shares group names would change hosts that it does not know. */
    void source(GroupRepository.Source bound, ImportOptions options) {
        String environment = options.control().environment();
        boolean isSame = bound.configuration().equals(options.configuration())
                && Objects.equals(bound.environment(), environment);
        if (!isSame && options.binding() == ImportOptions.Binding.KEPT) {
            problems.add(Violation.of(
                    "configuration",
                    "%s, environment %s".formatted(options.configuration(), named(environment)),
                    "%s, environment %s, to which this installation is bound"
                            .formatted(bound.configuration(), named(bound.environment())),
                    "Import that one, or send rebind=true if this one takes its place."));
        }
    }

    private static String named(@Nullable String environment) {
        return environment == null ? "none" : environment;
    }

    /** A desired state never vanishes unsaid, e.g. because a file is wholly encrypted now. */
    void vanished(String host, DesiredStateResult before, DesiredStateResult after, ImportOptions options) {
        boolean isGone = before.desired().isPresent()
                && after.desired().isEmpty()
                && after.violations().isEmpty();
        if (isGone && !options.alsoChange().contains(host)) {
            problems.add(Violation.of(
                            DesiredStateReader.DEFINITIONS,
                            "no desired state any more",
                            "the one that the host has, or an empty list where nothing is desired",
                            "Give the variable back (an encrypted file is not read), or send alsoChange=" + host + ".")
                    .about("host " + host));
        }
    }

    /** What changes at hosts that the folder does not hold is refused unless asked for by name. */
    void outside(SortedMap<String, List<String>> changes, Set<String> inside, ImportOptions options) {
        changes.forEach((host, changed) -> {
            if (!inside.contains(host) && !options.alsoChange().contains(host)) {
                problems.add(Violation.of(
                                "outside",
                                String.join(", ", changed),
                                "no change of hosts that the folder does not hold",
                                "Import the folder that holds it, or send alsoChange=" + host + ".")
                        .about("host " + host));
            }
        });
    }

    /** Violations that a host outside of the folder would newly have. */
    void suffering(String host, List<Violation> before, List<Violation> after) {
        add(
                problems,
                "host " + host,
                after.stream().filter(v -> !before.contains(v)).toList());
    }

    ImportReport report(List<ImportReport.Line> hosts, List<ImportReport.Line> groups) {
        return new ImportReport(false, hosts, groups, sorted(warnings), sorted(problems));
    }

    private void take(String owner, DesiredStateResult desired) {
        add(problems, owner, desired.violations());
        add(warnings, owner, desired.warnings());
    }

    /** What stands in a file is named by file and line, so that one slip is told once; the rest by its owner. */
    private void add(List<Violation> list, String owner, List<Violation> violations) {
        for (Violation violation : violations) {
            list.add(
                    violation.file() == null
                            ? violation.about(owner)
                            : violation.in(
                                    violation.file(),
                                    violation.line() != null
                                            ? violation.line()
                                            : reading.line(violation.file(), violation.field())));
        }
    }

    private static List<Violation> sorted(Collection<Violation> violations) {
        return violations.stream().distinct().sorted(Violation.ORDER).toList();
    }
}
