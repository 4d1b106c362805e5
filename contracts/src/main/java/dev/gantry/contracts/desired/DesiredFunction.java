package dev.gantry.contracts.desired;

/** One virtual function of a card and the vGPU type it shall carry, e.g. index 3, {@code nvidia-699} (or a type name such as {@code A100D-1-10C}, resolved on the host). */
public record DesiredFunction(int index, String type) {}
