package dev.gantry.contracts.desired;

/** What a host's GPUs are for: slices, whole cards, or nothing (everything of ours removed). */
public enum GpuPath {
    VGPU,
    PASSTHROUGH,
    NONE
}
