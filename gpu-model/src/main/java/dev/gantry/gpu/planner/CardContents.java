package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigSet;
import dev.gantry.gpu.pci.PciAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one card carries. {@code functions}: the type on each virtual function, by index, ascending. {@code migDevices} is empty for a
 * time-sliced card.
 */
public record CardContents(Map<Integer, VgpuType> functions, MigSet migDevices) {

    public CardContents {
        functions = Collections.unmodifiableMap(new java.util.TreeMap<>(functions));
    }

    public static CardContents empty() {
        return new CardContents(Map.of(), MigSet.empty());
    }

    /** From index 0, large vGPUs first as the guide writes them; each MIG-backed one on a MIG device of its own. */
    static CardContents of(Map<VgpuType, Integer> counts) {
        List<VgpuType> types = new ArrayList<>();
        MigSet devices = MigSet.empty();
        for (VgpuType type : Sizes.largestFirst(counts.keySet())) {
            int count = counts.getOrDefault(type, 0);
            types.addAll(Collections.nCopies(count, type));
            for (int i = 0; i < count; i++) {
                devices = type.migProfile().map(devices::plus).orElse(devices);
            }
        }
        Map<Integer, VgpuType> functions = new LinkedHashMap<>();
        types.forEach(type -> functions.put(functions.size(), type));
        return new CardContents(functions, devices);
    }

    /** The same with further vGPUs on the lowest free functions; MIG devices stay as they are. */
    CardContents with(Map<VgpuType, Integer> more) {
        Map<Integer, VgpuType> all = new LinkedHashMap<>(functions);
        int index = 0;
        for (VgpuType type : Sizes.largestFirst(more.keySet())) {
            for (int i = 0; i < more.getOrDefault(type, 0); i++) {
                while (all.containsKey(index)) {
                    index++;
                }
                all.put(index, type);
            }
        }
        return new CardContents(all, migDevices);
    }

    public Map<VgpuType, Integer> counts() {
        Map<VgpuType, Integer> counts = new LinkedHashMap<>();
        functions.values().forEach(type -> counts.merge(type, 1, Integer::sum));
        return counts;
    }

    public boolean isEmpty() {
        return functions.isEmpty() && migDevices.isEmpty();
    }

    /** As the desired state of a host has it. */
    public CardLayout layout(PciAddress card) {
        return CardLayout.withVgpus(
                card,
                functions.entrySet().stream()
                        .map(e -> new VirtualFunction(
                                e.getKey(),
                                e.getValue()
                                        .mdevType()
                                        .<dev.gantry.gpu.catalogue.VgpuTypeReference>map(t -> t)
                                        .orElse(e.getValue().name())))
                        .toList(),
                migDevices.counts());
    }
}
