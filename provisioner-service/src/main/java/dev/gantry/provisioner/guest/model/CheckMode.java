package dev.gantry.provisioner.guest.model;

/** What a check may do to the guest. */
public enum CheckMode {
    /** It inspects, and runs the sample where that is built already. */
    INSPECT,
    /** It also installs, configures, restarts nvidia-gridd and builds the sample where that is needed. */
    APPLY
}
