package dev.gantry.provisioner.model.firmware;

import dev.gantry.provisioner.model.facts.host.Platform;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.inspect.OutputValues;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what firmware and boot give. */
public final class PlatformReader {
    private PlatformReader() {}

    public static Platform read(InspectionOutput output) {
        SortedMap<String, String> racadm = new TreeMap<>();
        output.under("racadm").forEach((name, value) -> racadm.put(name, value.getFirst()));
        return new Platform(
                output.one("cpu vendor"),
                !output.one("cpu virtualization").isEmpty(),
                output.one("firmware table"),
                output.all("iommu unit"),
                OutputValues.number(output.one("iommu groups")).orElse(0),
                output.has("secure-boot") ? output.one("secure-boot") : "unknown",
                racadm);
    }
}
