package dev.gantry.provisioner.model.facts.card;

import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** MIG of one card: mode now, mode after the next reset, and the count of GPU instances by profile. */
public record FoundMig(PciAddress card, Mode current, Mode pending, SortedMap<MigProfile, Integer> instances) {
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
    }
}
