package dev.gantry.inventory.model;

/** A person's yes to one plan, by its digest. */
public record Approval(String digest, String by, String reason) {}
