package dev.gantry.inventory.hostaction.model;

/** What can be asked of many hosts by one call; each is what the call for a single host does. */
public enum HostAction {
    INSPECT,
    APPROVE,
    PROVISION,
    RETIRE,
    LABEL
}
