package dev.gantry.inventory.model.desired;

import dev.gantry.inventory.model.text.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of reading a host's effective variables: a wish, no wish at all, or flaws. Warnings do not hinder. */
public record DesiredStateResult(@Nullable DesiredGpuState readable, List<Violation> flaws, List<Violation> warnings) {

    public DesiredStateResult {
        flaws = List.copyOf(flaws);
        warnings = List.copyOf(warnings);
    }

    /** Empty when nothing is wanted yet, or when there are flaws. */
    public Optional<DesiredGpuState> wish() {
        return Optional.ofNullable(readable);
    }
}
