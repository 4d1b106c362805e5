package dev.gantry.inventory.model;

/** Who makes something happen, and why; kept in the history. */
public record Cause(String who, String why) {}
