package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between a host as inspected and its desired state. */
@ApplicationScoped
public class PlanService {
    private static final HostPlan NOTHING_WANTED = new HostPlan(List.of(), List.of(), List.of());

    /** The plan as it is shown. @throws dev.gantry.gpu.MalformedValueException naming what of the desired state cannot be read */
    public HostPlan of(@Nullable DesiredState desired, HostFacts facts) {
        return desired == null ? NOTHING_WANTED : Planner.plan(ContractMapper.desired(desired), facts);
    }

    /** The plan once a person said why devices in use may be destroyed; null: nobody did. */
    public HostPlan of(DesiredState desired, HostFacts facts, @Nullable String overrideReason) {
        return Planner.plan(ContractMapper.desired(desired).overriding(overrideReason), facts);
    }
}
