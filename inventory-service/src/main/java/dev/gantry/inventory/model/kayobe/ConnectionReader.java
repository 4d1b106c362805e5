package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.VariableEvaluator;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads how to reach a host, and its approval policy, out of the variables that an imported folder gives it. */
public final class ConnectionReader {

    private static final List<String> ADDRESS = List.of("ansible_host", "ansible_ssh_host");
    private static final List<String> PORT = List.of("ansible_port", "ansible_ssh_port");
    private static final List<String> USER = List.of("ansible_user", "ansible_ssh_user", "kayobe_ansible_user");
    private static final String ADMIN_NETWORK = VariablePrecedence.ADMIN_NETWORK;
    private static final String PROVISION_NETWORK = "provision_oc_net_name";
    private static final String HOST_KEY = "gantry_ssh_host_key";
    private static final String JUMP = "gantry_ssh_jump";
    private static final String APPROVAL = "gantry_approval";

    private final VariableEvaluator evaluator;
    private final SortedMap<String, EffectiveVariable> variables;
    private final List<Violation> violations = new ArrayList<>();

    /** What the folder says; null where it is silent, or where only Ansible could tell: {@code warnings} say so. */
    public record Connection(
            @Nullable String address,
            @Nullable Integer port,
            @Nullable String user,
            @Nullable String hostKey,
            @Nullable String jump,
            @Nullable ApprovalPolicy approval,
            List<Violation> violations,
            List<Violation> warnings) {

        /** This connection where it speaks, the known one where it is silent, and defaults for a new host. */
        public HostSpec.Reach over(HostSpec.@Nullable Reach known, String name) {
            HostSpec.Reach base = known != null
                    ? known
                    : new HostSpec.Reach(name, HostSpec.Reach.DEFAULT_PORT, HostSpec.Reach.DEFAULT_USER, null, null);
            return new HostSpec.Reach(
                    address != null ? address : base.address(),
                    port != null ? port : base.port(),
                    user != null ? user : base.user(),
                    hostKey != null ? hostKey : base.hostKey(),
                    jump != null ? jump : base.jump());
        }
    }

    private ConnectionReader(SortedMap<String, EffectiveVariable> variables) {
        this.variables = variables;
        this.evaluator = new VariableEvaluator(variables);
    }

    public static Connection read(SortedMap<String, EffectiveVariable> variables) {
        return new ConnectionReader(variables).read();
    }

    public static boolean isRead(String variable) {
        return ADDRESS.contains(variable)
                || PORT.contains(variable)
                || USER.contains(variable)
                || List.of(ADMIN_NETWORK, PROVISION_NETWORK, HOST_KEY, JUMP, APPROVAL)
                        .contains(variable);
    }

    private Connection read() {
        String address = first(ADDRESS).or(this::allocated).orElse(null);
        Integer port = port();
        String user = first(USER).orElse(null);
        String hostKey = evaluator.text(HOST_KEY).orElse(null);
        String jump = evaluator.text(JUMP).orElse(null);
        ApprovalPolicy approval = approval();
        return new Connection(
                address, port, user, hostKey, jump, approval, List.copyOf(violations), evaluator.violations());
    }

    /** Where nothing else is said, kayobe reaches a host by the address that its admin network allocated: {@code admin_net_ips}. */
    private Optional<String> allocated() {
        String host = evaluator.text("inventory_hostname").orElse("");
        return evaluator
                .text(ADMIN_NETWORK)
                .map(network -> evaluator.value(network + "_ips"))
                .map(ips -> ips instanceof Map<?, ?> map ? map.get(host) : null)
                .map(String::valueOf);
    }

    private Optional<String> first(List<String> names) {
        return names.stream().filter(this::isWritten).findFirst().flatMap(evaluator::text);
    }

    /** What kayobe would take says nothing about a host that is known by other means. */
    private boolean isWritten(String name) {
        EffectiveVariable variable = variables.get(name);
        return variable != null && !variable.source().equals(VariablePrecedence.KAYOBE);
    }

    private @Nullable Integer port() {
        String text = first(PORT).orElse(null);
        if (text == null || text.matches("\\d{1,5}")) {
            return text == null ? null : Integer.valueOf(text);
        }
        violation(PORT.getFirst(), text, "a port number");
        return null;
    }

    private @Nullable ApprovalPolicy approval() {
        String text = evaluator.text(APPROVAL).orElse(null);
        if (text == null) {
            return null;
        }
        ApprovalPolicy policy = Map.of("required", ApprovalPolicy.REQUIRED, "granted", ApprovalPolicy.GRANTED)
                .get(text.toLowerCase(Locale.ROOT));
        if (policy == null) {
            violation(APPROVAL, text, "required or granted");
        }
        return policy;
    }

    private void violation(String field, String found, String expected) {
        EffectiveVariable effective = variables.get(field);
        violations.add(Violation.of(field, found, expected, "Correct the variable.")
                .in(effective == null ? null : effective.file(), null));
    }
}
