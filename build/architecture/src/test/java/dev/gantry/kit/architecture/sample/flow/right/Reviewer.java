package dev.gantry.kit.architecture.sample.flow.right;

import dev.gantry.kit.architecture.sample.flow.left.Recorder;

/** Breaks: a cycle with the other shelf. */
public interface Reviewer {
    Recorder recorder();
}
