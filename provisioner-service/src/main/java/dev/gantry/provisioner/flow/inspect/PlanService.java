package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between a host as seen and what was said to be wanted of it. */
@ApplicationScoped
public class PlanService {

    private static final HostPlan NOTHING_WANTED = new HostPlan(List.of(), List.of(), List.of());

    /** @throws dev.gantry.gpu.MalformedValueException naming what of the wish cannot be read */
    public HostPlan of(@Nullable DesiredState wanted, HostFacts facts) {
        return wanted == null ? NOTHING_WANTED : Planner.plan(ContractMapper.desired(wanted), facts);
    }
}
