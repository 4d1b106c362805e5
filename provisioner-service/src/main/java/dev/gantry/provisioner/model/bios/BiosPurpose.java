package dev.gantry.provisioner.model.bios;

/** What guests with GPUs need of a BIOS. */
public enum BiosPurpose {
    /** VT-x or AMD-V. */
    VIRTUALIZATION,
    /** VT-d or AMD-Vi. */
    IOMMU,
    /** SR-IOV for the whole machine. */
    SRIOV,
    /** Cards with much memory are mapped above 4 GiB. */
    ABOVE_4G
}
