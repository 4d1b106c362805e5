package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.VgpuType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order of vGPU types by size. */
final class Sizes {

    private static final Comparator<VgpuType> ORDER = Comparator.comparingInt(VgpuType::framebufferMib)
            .thenComparingInt(t -> t.name().migSlices())
            .reversed()
            .thenComparing(t -> t.name().toString());

    private Sizes() {}

    static List<VgpuType> largestFirst(Collection<VgpuType> types) {
        return types.stream().sorted(ORDER).toList();
    }
}
