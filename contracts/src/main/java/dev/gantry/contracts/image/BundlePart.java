package dev.gantry.contracts.image;

/** One published file of a driver bundle. {@code role} is {@code BUNDLE}, {@code HOST_DRIVER}, {@code GUEST_DRIVER} or {@code SIGNING_KEY}. */
public record BundlePart(String name, String role, String url, String sha256, long bytes) {}
