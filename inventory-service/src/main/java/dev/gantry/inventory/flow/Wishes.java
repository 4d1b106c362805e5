package dev.gantry.inventory.flow;

import dev.gantry.contracts.desired.DesiredCard;
import dev.gantry.contracts.desired.DesiredDriver;
import dev.gantry.contracts.desired.DesiredFunction;
import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.GpuPath;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.SrIov;
import dev.gantry.inventory.model.Effective;
import dev.gantry.inventory.model.GpuWish;
import dev.gantry.inventory.model.Group;
import dev.gantry.inventory.model.GroupTree;
import dev.gantry.inventory.model.HostSpec;
import dev.gantry.inventory.model.Precedence;
import dev.gantry.inventory.model.Variables;
import dev.gantry.inventory.model.WishReader;
import dev.gantry.inventory.model.WishReading;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is wanted of hosts, with one state of the groups and the site. */
public final class Wishes {

    private final GroupTree tree;
    private final Precedence precedence;

    Wishes(Collection<Group> groups, Variables site) {
        this.tree = new GroupTree(groups);
        this.precedence = new Precedence(site, tree);
    }

    public GroupTree tree() {
        return tree;
    }

    /** Every variable that counts for the host. */
    public SortedMap<String, Effective> variables(String host, HostSpec spec) {
        return precedence.of(host, spec.groups(), spec.hostVars(), spec.own());
    }

    public WishReading reading(String host, HostSpec spec) {
        List<String> groups =
                tree.lineage(spec.groups()).stream().map(Group::name).toList();
        return WishReader.read(variables(host, spec), groups);
    }

    /** As the provisioner is told. */
    static DesiredState wanted(GpuWish wish) {
        List<DesiredCard> cards = wish.vgpu().cards().stream().map(Wishes::card).toList();
        List<String> passthrough =
                wish.passthrough().wishes().stream().map(Objects::toString).toList();
        GpuPath path = !cards.isEmpty() ? GpuPath.VGPU : passthrough.isEmpty() ? GpuPath.NONE : GpuPath.PASSTHROUGH;
        DesiredDriver driver =
                wish.driverUrl() == null ? null : new DesiredDriver(wish.driverUrl(), wish.driverSha256());
        return new DesiredState(path, cards, passthrough, driver, wish.options());
    }

    static SshTarget target(HostSpec spec) {
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
