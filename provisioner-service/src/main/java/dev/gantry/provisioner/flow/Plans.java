package dev.gantry.provisioner.flow;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.provisioner.model.HostFacts;
import dev.gantry.provisioner.model.HostPlan;
import dev.gantry.provisioner.model.Planner;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between a host as seen and what was said to be wanted of it. */
@ApplicationScoped
class Plans {

    private static final HostPlan NOTHING_WANTED = new HostPlan(List.of(), List.of(), List.of());

    /** @throws dev.gantry.gpu.MalformedValueException naming what of the wish cannot be read */
    HostPlan of(@Nullable DesiredState wanted, HostFacts facts) {
        return wanted == null ? NOTHING_WANTED : Planner.plan(Spoken.wanted(wanted), facts);
    }
}
