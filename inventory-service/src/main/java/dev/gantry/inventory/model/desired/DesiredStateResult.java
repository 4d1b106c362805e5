package dev.gantry.inventory.model.desired;

import dev.gantry.inventory.model.text.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of reading a host's effective variables: a desired, no desired at all, or violations. Warnings do not hinder. */
public record DesiredStateResult(
        @Nullable DesiredGpuState readable, List<Violation> violations, List<Violation> warnings) {

    public DesiredStateResult {
        violations = List.copyOf(violations);
        warnings = List.copyOf(warnings);
    }

    /** Empty when nothing is desired yet, or when there are violations. */
    public Optional<DesiredGpuState> desired() {
        return Optional.ofNullable(readable);
    }
}
