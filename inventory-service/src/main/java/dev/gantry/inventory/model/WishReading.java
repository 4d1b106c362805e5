package dev.gantry.inventory.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of reading a host's effective variables: a wish, no wish at all, or flaws. Warnings do not hinder. */
public record WishReading(@Nullable GpuWish readable, List<Flaw> flaws, List<Flaw> warnings) {

    public WishReading {
        flaws = List.copyOf(flaws);
        warnings = List.copyOf(warnings);
    }

    /** Empty when nothing is wanted yet, or when there are flaws. */
    public Optional<GpuWish> wish() {
        return Optional.ofNullable(readable);
    }
}
