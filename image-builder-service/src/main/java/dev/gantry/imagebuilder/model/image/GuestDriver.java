package dev.gantry.imagebuilder.model.image;

import org.jspecify.annotations.Nullable;

/**
 * The vGPU driver of a guest image: a bundle, and the part of it when the one that fits the distribution is not meant.
 * {@code featureType} as in gridd.conf: 1 vGPU, 2 RTX virtual workstation, 4 compute; 0 unlicensed.
 */
public record GuestDriver(String bundle, @Nullable String part, int featureType) {}
