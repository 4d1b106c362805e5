package dev.gantry.inventory.model.variables;

import org.jspecify.annotations.Nullable;

/** A variable as it counts for one host: its value, the layer that won ({@code group compute_vgpu}) and the file it stood in. */
public record EffectiveVariable(
        @Nullable Object value, String source, @Nullable String file) {}
