package dev.gantry.provisioner.model.facts.host;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What firmware and boot give: evidence, not belief.
 *
 * @param vendor {@code intel}, {@code amd} or empty
 * @param virtualization the CPU shows vmx or svm
 * @param remappingTable {@code DMAR}, {@code IVRS} or empty: the firmware describes an IOMMU
 * @param iommuUnits names in {@code /sys/class/iommu}
 * @param iommuGroups how many groups the kernel has made
 * @param secureBoot {@code enabled}, {@code disabled} or {@code unknown}
 * @param racadm value by attribute as Dell's tool prints it; empty where there is none
 */
public record Platform(
        String vendor,
        boolean virtualization,
        String remappingTable,
        List<String> iommuUnits,
        int iommuGroups,
        String secureBoot,
        SortedMap<String, String> racadm) {
    public Platform {
        iommuUnits = List.copyOf(iommuUnits);
        racadm = Collections.unmodifiableSortedMap(new TreeMap<>(racadm));
    }

    /** In effect: groups and units are there, whatever the command line says. */
    public boolean hasIommu() {
        return iommuGroups > 0 && !iommuUnits.isEmpty();
    }
}
