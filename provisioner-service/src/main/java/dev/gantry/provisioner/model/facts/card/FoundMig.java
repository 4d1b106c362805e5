package dev.gantry.provisioner.model.facts.card;

import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** MIG of one card: mode now, mode after the next reset, the count of GPU instances by profile, and where in the memory they lie. */
public record FoundMig(
        PciAddress card,
        Mode current,
        Mode pending,
        SortedMap<MigProfile, Integer> instances,
        @Nullable List<Instance> placements) {
    /** A GPU instance on the memory slices from {@code start} on. */
    public record Instance(MigProfile profile, int start, int size) {}

    /** What {@code nvidia-smi --query-gpu=mig.mode.current} prints. */
    public enum Mode {
        ENABLED,
        DISABLED,
        /** {@code [N/A]}: the card cannot. */
        NOT_CAPABLE,
        /** Nobody could be asked. */
        UNKNOWN
    }

    public FoundMig {
        instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
        placements = placements == null ? List.of() : List.copyOf(placements); // facts of before have none
    }
}
