package dev.gantry.gpu;

/** How the kernel of a host hands a GPU, or a piece of one, to a guest. */
public enum Framework {
    /** {@code /sys/class/mdev_bus} and mdevctl. */
    MDEV,
    /** {@code nvidia/current_vgpu_type} of each virtual function, from Ubuntu 24.04 and RHEL 10. */
    VENDOR_VFIO,
    /** The whole card bound to vfio-pci. */
    PASSTHROUGH
}
