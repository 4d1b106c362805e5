package dev.gantry.provisioner.model.facts.host;

import java.util.List;

/**
 * What the next boot will use.
 *
 * @param grub assignments of the kernel's arguments in {@code /etc/default/grub} and {@code grub.d}
 * @param hasGrubFile there is a {@code /etc/default/grub}
 * @param entries argument lines of the boot menu's entries as they were generated
 * @param modules lines about nouveau, nvidia and vfio in modprobe.d, modules-load.d and the ramdisk's configuration
 * @param ramdisk the running kernel's, empty when none was found
 * @param newerThanRamdisk files of ours that were written after the ramdisk, so that it does not hold them
 */
public record BootConfiguration(
        List<ConfigLine> grub,
        boolean hasGrubFile,
        List<ConfigLine> entries,
        List<ConfigLine> modules,
        String ramdisk,
        List<String> newerThanRamdisk) {
    public BootConfiguration {
        grub = List.copyOf(grub);
        entries = List.copyOf(entries);
        modules = List.copyOf(modules);
        newerThanRamdisk = List.copyOf(newerThanRamdisk);
    }
}
