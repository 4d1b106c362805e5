package dev.gantry.novaconfig.model.placement;

/**
 * A provider of GPUs in Placement that a host's newest revision does not have.
 *
 * @param isRemovable whether it stays away once it is deleted
 * @param reason why it is there, or why deleting it is of no use
 */
public record StaleProvider(String name, boolean isRemovable, String reason) {}
