package dev.gantry.contracts.desired;

import org.jspecify.annotations.Nullable;

/** The host driver: the bundle zip or the bare installer by URL ({@code http(s)://} or {@code file://}), and its SHA-256 where known. */
public record DesiredDriver(String url, @Nullable String sha256) {}
