package dev.gantry.gpu.catalogue;

/** Whether the time-sliced vGPUs of one card may differ in size. */
public enum TimeSlicing {
    /** What a card does unless told otherwise. */
    EQUAL_SIZE,
    /** After {@code nvidia-smi vgpu -shm 1}; from Ampere on, and gone after a reboot on KVM. */
    MIXED_SIZE
}
