package dev.gantry.gpu.layout;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.mig.MigSet;
import dev.gantry.gpu.pci.PciAddress;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one card shall be cut into. {@code virtualFunctions} keeps the order of writing; {@code migDevices} tells how many
 * of each profile, small profiles first, without zeroes, and is empty for a time-sliced card.
 */
public record CardLayout(
        PciAddress card,
        SrIov srIov,
        List<VirtualFunction> virtualFunctions,
        SortedMap<MigProfile, Integer> migDevices) {

    public CardLayout {
        virtualFunctions = List.copyOf(virtualFunctions);
        migDevices = new MigSet(migDevices).counts();
        if (srIov == SrIov.LEFT_ALONE && !virtualFunctions.isEmpty()) {
            throw new MalformedValueException(
                    "layout of card " + card, virtualFunctions.toString(), "SR-IOV for these functions");
        }
        if (migDevices.values().stream().anyMatch(count -> count < 0)) {
            throw new MalformedValueException(
                    "MIG devices of card " + card, migDevices.toString(), "counts of 0 or more");
        }
    }

    /** A card with vGPUs; an empty list of them is discovery mode. */
    public static CardLayout withVgpus(
            PciAddress card, List<VirtualFunction> virtualFunctions, Map<MigProfile, Integer> migDevices) {
        return new CardLayout(card, SrIov.ENABLED, virtualFunctions, new TreeMap<>(migDevices));
    }

    /** MIG devices for the host itself, no vGPUs. */
    public static CardLayout bareMig(PciAddress card, Map<MigProfile, Integer> migDevices) {
        return new CardLayout(card, SrIov.LEFT_ALONE, List.of(), new TreeMap<>(migDevices));
    }

    /** SR-IOV on and no vGPU, so that the driver's types can be read from the host. */
    public static CardLayout discovery(PciAddress card) {
        return withVgpus(card, List.of(), Map.of());
    }

    /** Whether the card must be in MIG mode. */
    public boolean usesMig() {
        return !migDevices.isEmpty();
    }

    public boolean isDiscovery() {
        return srIov == SrIov.ENABLED && virtualFunctions.isEmpty();
    }
}
