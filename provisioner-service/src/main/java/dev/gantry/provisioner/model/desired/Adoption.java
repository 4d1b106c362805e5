package dev.gantry.provisioner.model.desired;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.facts.card.LiveMdev;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes a host over as it is: what its cards carry now, as the layout that would plan no change. */
public final class Adoption {
    private Adoption() {}

    /** Cards that carry or could carry vGPUs or MIG devices, by address; others are left out. */
    public static VgpuLayout layoutOf(HostFacts facts) {
        List<CardLayout> cards = new ArrayList<>();
        for (FoundFunction gpu : facts.gpus()) {
            layoutOf(facts, gpu).ifPresent(cards::add);
        }
        return new VgpuLayout(cards);
    }

    /** The host as it is, as its desired state: with whole cards given away, no driver of ours, and arguments as they are. */
    public static DesiredState desiredOf(HostFacts facts) {
        List<String> whole = facts.gpus().stream()
                .filter(g -> g.isBoundTo("vfio-pci"))
                .map(g -> g.address().toString())
                .toList();
        VgpuLayout layout = layoutOf(facts);
        boolean pt = facts.found().argumentList().contains("iommu=pt");
        DesiredOptions options = DesiredOptions.defaults()
                .plus("iommu_pt", Boolean.toString(pt))
                .plus("vgpu_nvidia_driver_install_enabled", "false");
        DesiredState.Path path = layout.isEmpty()
                ? whole.isEmpty() ? DesiredState.Path.NONE : DesiredState.Path.PASSTHROUGH
                : DesiredState.Path.VGPU;
        return new DesiredState(path, layout, whole, null, options);
    }

    private static Optional<CardLayout> layoutOf(HostFacts facts, FoundFunction gpu) {
        SortedMap<MigProfile, Integer> mig = facts.mig(gpu.address())
                .filter(m -> m.current() == FoundMig.Mode.ENABLED)
                .map(FoundMig::instances)
                .orElse(new TreeMap<>());
        List<VirtualFunction> functions = new ArrayList<>();
        List<LiveMdev> own = facts.mdevsOn(gpu.address());
        for (int index = 0; index < own.size(); index++) {
            functions.add(new VirtualFunction(index, own.get(index).type()));
        }
        for (FoundVf vf : gpu.functions()) {
            facts.mdevsOn(vf.address()).forEach(m -> functions.add(new VirtualFunction(vf.index(), m.type())));
            if (vf.currentType() > 0) {
                functions.add(VirtualFunction.of(vf.index(), "nvidia-" + vf.currentType()));
            }
        }
        if (!gpu.functions().isEmpty() || !own.isEmpty()) {
            return Optional.of(CardLayout.withVgpus(gpu.address(), functions, mig));
        }
        return mig.isEmpty() ? Optional.empty() : Optional.of(CardLayout.bareMig(gpu.address(), mig));
    }
}
