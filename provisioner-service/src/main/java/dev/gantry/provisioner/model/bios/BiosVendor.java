package dev.gantry.provisioner.model.bios;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The vendors' names for the same switches. A machine has those of its processor; Supermicro's names end in a number that differs from board to board.
 * Dell's and HPE's are the names of their documentation. Lenovo's and Supermicro's are patterns that were not yet held against a registry of
 * theirs: an attribute that they do not find is told as not known, never as off.
 */
public enum BiosVendor {
    DELL("dell", "ProcVirtualization", "IommuSupport", "SriovGlobalEnable", "MmioAbove4Gb"),
    HPE(
            "hpe|hewlett",
            "ProcVirtualization|ProcAmdVirtualization",
            "IntelProcVtd|ProcAmdIoVt",
            "Sriov",
            "Above4GDecode"),
    LENOVO(
            "lenovo",
            "Processors_(IntelVirtualizationTechnology|SVMMode)",
            "(DevicesandIOPorts|Processors)_(IntelVTforDirectedIO.*|IntelVTd|IOMMU)",
            "DevicesandIOPorts_(SRIOV|SingleRootIOVirtualization).*",
            "DevicesandIOPorts_(MMIOAbove4GB|Above4GDecoding|.*MMConfigBase64).*"),
    SUPERMICRO(
            "super ?micro",
            "(IntelVirtualizationTechnology|VMX|SVMMode)(_.*)?",
            "(IntelVTforDirectedI_?O.*|VTdforDirectedI_?O.*|IOMMU)(_.*)?",
            "SR-?_?IOVSupport(_.*)?",
            "Above4GDecoding(_.*)?");

    private final Pattern maker;
    private final Pattern virtualization;
    private final Pattern iommu;
    private final Pattern sriov;
    private final Pattern above4g;

    BiosVendor(String maker, String virtualization, String iommu, String sriov, String above4g) {
        this.maker = Pattern.compile(maker);
        this.virtualization = Pattern.compile(virtualization);
        this.iommu = Pattern.compile(iommu);
        this.sriov = Pattern.compile(sriov);
        this.above4g = Pattern.compile(above4g);
    }

    /** Sample: {@code Dell Inc.}, {@code HPE}, {@code Lenovo}, {@code Supermicro}. */
    public static Optional<BiosVendor> of(String manufacturer) {
        String name = manufacturer.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(vendor -> vendor.maker.matcher(name).find())
                .findFirst();
    }

    /** What an attribute is for; empty for one that is of no weight for GPUs. */
    public Optional<BiosPurpose> purpose(String attribute) {
        return Arrays.stream(BiosPurpose.values())
                .filter(purpose -> pattern(purpose).matcher(attribute).matches())
                .findFirst();
    }

    private Pattern pattern(BiosPurpose purpose) {
        return switch (purpose) {
            case VIRTUALIZATION -> virtualization;
            case IOMMU -> iommu;
            case SRIOV -> sriov;
            case ABOVE_4G -> above4g;
        };
    }
}
