package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;

/** Kernel arguments: those of the next boot are made as wanted, and a reboot is asked for while those of this boot differ. */
public final class KernelArgumentsStep implements PlanStep {
    @Override
    public String id() {
        return "kernel-arguments";
    }

    @Override
    public void plan(PlanContext context) {
        new KernelArgumentsChanges(this, context).plan();
    }
}
