package dev.gantry.novaconfig.model.drain;

/** What of the host's GPUs a server has. */
public enum GuestDevices {
    NONE,
    MDEV,
    VENDOR_VFIO,
    PASSTHROUGH
}
