package dev.gantry.contracts.desired;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One physical card by PCI address. {@code functions} null: SR-IOV is not asked for; empty: SR-IOV on, no vGPU. {@code migDevices}: count by MIG profile, empty when the card is not split. */
public record DesiredCard(String address, @Nullable List<DesiredFunction> functions, Map<String, Integer> migDevices) {

    public DesiredCard {
        functions = functions == null ? null : List.copyOf(functions);
        migDevices = Collections.unmodifiableMap(new TreeMap<>(migDevices));
    }
}
