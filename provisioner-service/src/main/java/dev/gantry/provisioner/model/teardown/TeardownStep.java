package dev.gantry.provisioner.model.teardown;

import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;

/** What has to go before anything else can come, and what is wanted no more: devices first, then what would make them again at boot. */
public final class TeardownStep implements PlanStep {
    @Override
    public String id() {
        return "teardown";
    }

    @Override
    public void plan(PlanContext context) {
        new Teardown(this, context).plan();
    }
}
