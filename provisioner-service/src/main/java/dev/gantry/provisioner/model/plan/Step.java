package dev.gantry.provisioner.model.plan;

import java.util.Locale;

/** The steps of a run, in the order in which they are taken. What a plan tears down goes before what it builds. */
public enum Step {
    TEARDOWN,
    FIRMWARE,
    PACKAGES,
    KERNEL_ARGUMENTS,
    NOUVEAU,
    VFIO,
    INITRAMFS,
    DRIVER,
    MIG_MODE,
    REBOOT,
    BINDING,
    SR_IOV,
    MIG,
    MDEV,
    VENDOR_VFIO,
    BOOT_UNITS;

    /** The name in plans, events and documents: {@code kernel-arguments}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
