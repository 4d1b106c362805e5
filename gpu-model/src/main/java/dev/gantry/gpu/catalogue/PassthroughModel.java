package dev.gantry.gpu.catalogue;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.pci.PciId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Card models by the names that StackHPC's kayobe configuration uses in {@code gpu_group_map}, with what nova must know of each.
 * Source: stackhpc/stackhpc-kayobe-config, {@code stackhpc_gpu_data}.
 */
public enum PassthroughModel {
    H100_80_SXM("2330", DeviceType.PF),
    H100L("2321", DeviceType.PF),
    A100_80_SXM("20b2", DeviceType.PF),
    A100_40_SXM("20b0", DeviceType.PF),
    A100_80("20b5", DeviceType.PF),
    A100_40("20f1", DeviceType.PF),
    A30("20b7", DeviceType.PF),
    A40("2235", DeviceType.PF),
    L40("26b5", DeviceType.PF),
    L40S("26b9", DeviceType.PF),
    T4("1eb8", DeviceType.PF),
    V100_32_SXM3("1db8", DeviceType.PCI),
    V100_32_SXM2("1db5", DeviceType.PCI),
    V100S_32("1df6", DeviceType.PCI),
    V100_32("1db6", DeviceType.PCI),
    A6000("2230", DeviceType.PCI);

    /** What nova calls the function that it hands out; the wrong one is never scheduled. */
    public enum DeviceType {
        /** A card that can do SR-IOV. */
        PF("type-PF"),
        /** One that cannot. */
        PCI("type-PCI");

        private final String text;

        DeviceType(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final PciId id;
    private final DeviceType deviceType;

    PassthroughModel(String product, DeviceType deviceType) {
        this.id = new PciId(PciId.NVIDIA, product);
        this.deviceType = deviceType;
    }

    /** Takes the name as the configuration writes it: {@code a100_80_sxm}. */
    public static PassthroughModel parse(String name) {
        return Arrays.stream(values())
                .filter(m -> m.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new MalformedValueException(
                        "GPU model",
                        name,
                        Arrays.stream(values())
                                .map(PassthroughModel::toString)
                                .collect(Collectors.joining(", ", "one of ", ""))));
    }

    public PciId id() {
        return id;
    }

    public DeviceType deviceType() {
        return deviceType;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
