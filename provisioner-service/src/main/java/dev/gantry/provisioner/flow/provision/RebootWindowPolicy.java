package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.schedule.TimeWindow;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Holds a reboot back until the host's reboot window opens: option {@code gantry_reboot_window}, see {@link TimeWindow}. */
@ApplicationScoped
class RebootWindowPolicy {

    private static final String OPTION = "gantry_reboot_window";
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final Clock clock;

    RebootWindowPolicy(Clock clock) {
        this.clock = clock;
    }

    Optional<Decision> pauseBefore(RunContext context, List<Change> first) {
        String window = context.desired().options().getOrDefault(OPTION, "");
        if (window.isBlank() || first.stream().noneMatch(Change.Reboot.class::isInstance)) {
            return Optional.empty();
        }
        try {
            return TimeWindow.parse(window).opens(clock.instant()).map(this::until);
        } catch (IllegalArgumentException malformed) {
            return Optional.of(new Decision.Stop(
                    RunState.FAILED,
                    Failure.lasting("desired-state-invalid", "reboot window " + malformed.getMessage())));
        }
    }

    private Decision until(Instant opens) {
        Duration left = Duration.between(clock.instant(), opens);
        return new Decision.Later(
                left.compareTo(AT_MOST) < 0 ? left : AT_MOST, "for the reboot window, which opens at " + opens);
    }
}
