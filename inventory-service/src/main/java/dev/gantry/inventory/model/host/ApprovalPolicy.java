package dev.gantry.inventory.model.host;

/** Whether a plan that reboots the host or removes a device waits for a person. */
public enum ApprovalPolicy {
    REQUIRED,
    GRANTED
}
