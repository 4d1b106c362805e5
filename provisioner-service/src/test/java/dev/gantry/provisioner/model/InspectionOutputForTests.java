package dev.gantry.provisioner.model;

import dev.gantry.provisioner.model.facts.HostFacts;
import java.util.ArrayList;
import java.util.List;

/** Makes the answer of a look by hand, for states that no simulated host has. */
public final class InspectionOutputForTests {
    private final List<String> lines = new ArrayList<>();

    /** A host ready for vGPUs: IOMMU, driver 580.65.05, Ubuntu 24.04 unless said otherwise. */
    public static InspectionOutputForTests ready() {
        return new InspectionOutputForTests()
                .say("boot id", "b1")
                .say("kernel release", "6.8.0-49-generic")
                .say("kernel installed", "6.8.0-49-generic")
                .say("kernel arguments", "root=/dev/sda2 intel_iommu=on iommu=pt")
                .say("os id", "ubuntu")
                .say("os like", "debian")
                .say("os version", "24.04")
                .say("cpu vendor", "intel")
                .say("cpu virtualization", "vmx")
                .say("firmware table", "DMAR")
                .say("iommu unit", "dmar0")
                .say("iommu groups", "60")
                .say("secure-boot", "disabled")
                .say("module nvidia", "580.65.05")
                .say("module nvidia_vgpu_vfio", "")
                .say("installed-module nvidia", "580.65.05")
                .say("installed-module nvidia_vgpu_vfio", "")
                .say("kernel headers", "yes")
                .say("grub file", "/etc/default/grub")
                .say("grub line /etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"intel_iommu=on iommu=pt\"")
                .say("boot-entry /boot/grub/grub.cfg", "linux /vmlinuz root=/dev/sda2 intel_iommu=on iommu=pt")
                .say("tool update-grub", "/usr/sbin/update-grub")
                .say("tool mdevctl", "/usr/bin/mdevctl")
                .say("free /opt", "50000")
                .say("open-files", "listed");
    }

    public InspectionOutputForTests say(String key, String value) {
        lines.add(key + "\t" + value);
        return this;
    }

    public InspectionOutputForTests without(String start) {
        lines.removeIf(l -> l.startsWith(start));
        return this;
    }

    public InspectionOutputForTests card(String address, String device, int totalFunctions) {
        return say("pci " + address + " path", "/sys/devices/pci0000:16/0000:16:02.0/" + address)
                .say("pci " + address + " vendor", "0x10de")
                .say("pci " + address + " device", "0x" + device)
                .say("pci " + address + " class", "0x030200")
                .say("pci " + address + " driver", "nvidia")
                .say("pci " + address + " iommu_group", "40")
                .say("pci " + address + " sriov_totalvfs", Integer.toString(totalFunctions));
    }

    public InspectionOutputForTests function(String card, int index, String address, String framework, String current) {
        return say("vf " + address + " card", card)
                .say("vf " + address + " index", Integer.toString(index))
                .say("vf " + address + " framework", framework)
                .say("vf " + address + " current", current);
    }

    public HostFacts facts() {
        return Inspection.parse("gantry-inspection\t1\n" + String.join("\n", lines) + "\ngantry-end\tok\n");
    }
}
