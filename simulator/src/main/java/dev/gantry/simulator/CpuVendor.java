package dev.gantry.simulator;

import java.util.Arrays;
import java.util.Locale;

/** Who made the processor: decides how the IOMMU is switched on and what it is called. */
public enum CpuVendor {
    INTEL,
    AMD;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CpuVendor of(String id) {
        return Arrays.stream(values())
                .filter(cpu -> cpu.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cpu '" + id + "': expected intel or amd"));
    }
}
