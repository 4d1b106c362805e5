package dev.gantry.gpu.catalogue;

/** What a vGPU type is made for, the last letter of its name, and the licence that it takes from the licence server. */
public enum VgpuSeries {
    A("NVIDIA Virtual Applications"),
    B("NVIDIA Virtual PC"),
    C("NVIDIA AI Enterprise or Virtual Compute Server"),
    Q("NVIDIA RTX Virtual Workstation");

    private final String licence;

    VgpuSeries(String licence) {
        this.licence = licence;
    }

    public String licence() {
        return licence;
    }
}
