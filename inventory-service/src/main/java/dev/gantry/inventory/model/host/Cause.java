package dev.gantry.inventory.model.host;

/** Who makes something happen, and why; kept in the history. */
public record Cause(String who, String why) {}
