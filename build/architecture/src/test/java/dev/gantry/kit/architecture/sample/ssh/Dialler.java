package dev.gantry.kit.architecture.sample.ssh;

import dev.gantry.kit.architecture.sample.flow.left.Recorder;

/** Breaks: a client uses a use case. */
public record Dialler(Recorder recorder) {}
