package dev.gantry.provisioner.flow;

import dev.gantry.kit.Outcome;
import dev.gantry.provisioner.store.RunRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Says whether a queued run may begin. */
@ApplicationScoped
class Admission {

    Optional<Outcome> of(Work work, RunRow run) {
        return Optional.empty();
    }
}
