package dev.gantry.provisioner.flow;

import dev.gantry.provisioner.model.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Holds a reboot back until the host's reboot window opens. */
@ApplicationScoped
class RebootWindows {

    Optional<Verdict> pauseBefore(Work work, List<Change> first) {
        return Optional.empty();
    }
}
