package dev.gantry.inventory.flow.desired;

import dev.gantry.contracts.desired.DesiredCard;
import dev.gantry.contracts.desired.DesiredDriver;
import dev.gantry.contracts.desired.DesiredFunction;
import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.GpuPath;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.SrIov;
import dev.gantry.inventory.model.desired.DesiredGpuState;
import dev.gantry.inventory.model.desired.DesiredStateReader;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import dev.gantry.inventory.model.variables.Variables;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The desired state of hosts, with one state of the groups and the site. */
public final class DesiredStates {

    private final GroupTree tree;
    private final VariablePrecedence precedence;

    /** What was read, by host; null where nothing is remembered. */
    private final @Nullable Map<String, Remembered> remembered;

    private record Remembered(HostSpec spec, DesiredStateResult result) {}

    public DesiredStates(Collection<Group> groups, Variables site) {
        this.tree = new GroupTree(groups);
        this.precedence = new VariablePrecedence(site, tree);
        this.remembered = null;
    }

    private DesiredStates(GroupTree tree, VariablePrecedence precedence, Map<String, Remembered> remembered) {
        this.tree = tree;
        this.precedence = precedence;
        this.remembered = remembered;
    }

    /** The same, reading each host once while it is used. */
    public DesiredStates remembering() {
        return new DesiredStates(tree, precedence, new ConcurrentHashMap<>());
    }

    public GroupTree tree() {
        return tree;
    }

    /** Every variable that counts for the host. */
    public SortedMap<String, EffectiveVariable> variables(String host, HostSpec spec) {
        return precedence.of(host, spec.groups(), spec.hostVars(), spec.own());
    }

    public DesiredStateResult reading(String host, HostSpec spec) {
        Remembered known = remembered == null ? null : remembered.get(host);
        if (known != null && (known.spec() == spec || known.spec().equals(spec))) {
            return known.result();
        }
        DesiredStateResult result = read(host, spec);
        if (remembered != null) {
            remembered.put(host, new Remembered(spec, result));
        }
        return result;
    }

    private DesiredStateResult read(String host, HostSpec spec) {
        List<String> groups =
                tree.lineage(spec.groups()).stream().map(Group::name).toList();
        return DesiredStateReader.read(variables(host, spec), groups);
    }

    /** As the provisioner is told. */
    public static DesiredState desiredState(DesiredGpuState desired) {
        List<DesiredCard> cards =
                desired.vgpu().cards().stream().map(DesiredStates::card).toList();
        List<String> passthrough =
                desired.passthrough().wishes().stream().map(Objects::toString).toList();
        GpuPath path = !cards.isEmpty() ? GpuPath.VGPU : passthrough.isEmpty() ? GpuPath.NONE : GpuPath.PASSTHROUGH;
        DesiredDriver driver =
                desired.driverUrl() == null ? null : new DesiredDriver(desired.driverUrl(), desired.driverSha256());
        return new DesiredState(path, cards, passthrough, driver, desired.options());
    }

    public static SshTarget target(HostSpec spec) {
        HostSpec.Reach reach = spec.reach();
        return new SshTarget(
                reach.address(), reach.port(), reach.user(), Objects.requireNonNull(reach.hostKey()), reach.jump());
    }

    private static DesiredCard card(CardLayout card) {
        List<DesiredFunction> functions = card.srIov() == SrIov.LEFT_ALONE
                ? null
                : card.virtualFunctions().stream()
                        .map(f -> new DesiredFunction(f.index(), f.type().toString()))
                        .toList();
        Map<String, Integer> mig = new TreeMap<>();
        card.migDevices().forEach((profile, count) -> mig.put(profile.toString(), count));
        return new DesiredCard(card.card().toString(), functions, mig);
    }
}
