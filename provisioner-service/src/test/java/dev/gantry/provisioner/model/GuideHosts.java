package dev.gantry.provisioner.model;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.HostDescription.Card;
import dev.gantry.simulator.Os;
import java.util.List;
import java.util.Map;

/** The hosts and layouts that the guide writes of. */
public final class GuideHosts {
    public static final DesiredState.Driver DRIVER = new DesiredState.Driver(
            "http://pulp/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip", null);

    private GuideHosts() {}

    public static HostDescription computegpu000(Os os, CpuVendor cpu) {
        return new HostDescription(
                "computegpu000", os, cpu, List.of(Card.a100("0000:17:00.0"), Card.a100("0000:65:00.0")));
    }

    public static HostDescription computegpu007(Os os, CpuVendor cpu) {
        return new HostDescription(
                "computegpu007", os, cpu, List.of(Card.a100("0000:21:00.0"), Card.a100("0000:81:00.0")));
    }

    /** One card in MIG devices, one time-sliced. */
    public static VgpuLayout mixed() {
        return new VgpuLayout(List.of(
                CardLayout.withVgpus(
                        PciAddress.parse("0000:17:00.0"),
                        List.of(
                                VirtualFunction.of(0, "nvidia-700"),
                                VirtualFunction.of(1, "nvidia-700"),
                                VirtualFunction.of(2, "nvidia-700"),
                                VirtualFunction.of(3, "nvidia-699")),
                        Map.of(MigProfile.parse("1g.10gb"), 1, MigProfile.parse("2g.20gb"), 3)),
                timeSliced("0000:65:00.0", "nvidia-697", "nvidia-697")));
    }

    public static CardLayout timeSliced(String card, String... types) {
        List<VirtualFunction> functions = new java.util.ArrayList<>();
        for (int index = 0; index < types.length; index++) {
            functions.add(VirtualFunction.of(index, types[index]));
        }
        return CardLayout.withVgpus(PciAddress.parse(card), functions, Map.of());
    }

    /** computegpu007 before and after the guide's change of its second card. */
    public static VgpuLayout before() {
        return new VgpuLayout(List.of(
                timeSliced("0000:21:00.0", "nvidia-697", "nvidia-697"),
                timeSliced("0000:81:00.0", "nvidia-697", "nvidia-697")));
    }

    public static VgpuLayout after() {
        return new VgpuLayout(List.of(
                timeSliced("0000:21:00.0", "nvidia-697", "nvidia-697"), timeSliced("0000:81:00.0", "nvidia-698")));
    }
}
