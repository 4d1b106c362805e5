package dev.gantry.kit.architecture.sample.store;

/** Breaks nothing: the store uses its own row. */
public record ReadingRepository(ReadingRow row) {}
