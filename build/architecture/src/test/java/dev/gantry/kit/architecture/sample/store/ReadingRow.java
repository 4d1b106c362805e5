package dev.gantry.kit.architecture.sample.store;

/** A row. */
public record ReadingRow(long id) {}
