package dev.gantry.kit.architecture.sample.model;

import dev.gantry.kit.architecture.sample.store.ReadingRepository;

/** Breaks: the model uses the store. */
public record Reading(ReadingRepository repository) {}
