package dev.gantry.kit.architecture.sample.flow.left;

import dev.gantry.kit.architecture.sample.flow.right.Reviewer;
import dev.gantry.kit.architecture.sample.store.ReadingRow;

/** Breaks: a row in a use case, and a cycle with the other shelf. */
public record Recorder(ReadingRow row, Reviewer reviewer) {}
