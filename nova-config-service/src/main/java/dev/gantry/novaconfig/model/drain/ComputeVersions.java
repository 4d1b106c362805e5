package dev.gantry.novaconfig.model.drain;

import dev.gantry.novaconfig.model.release.NovaRelease;
import org.jspecify.annotations.Nullable;

/** What decides whether guests with devices can be migrated live between two hosts; null is not known. Versions as {@code 8.6.0}. */
public record ComputeVersions(
        String host,
        NovaRelease nova,
        @Nullable String libvirt,
        @Nullable String qemu,
        @Nullable String kernel) {}
