package dev.gantry.provisioner.model.passthrough;

import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;

/** Files that tell the kernel which modules to load and which not, where whole cards are given away. */
public final class VfioModulesStep implements PlanStep {
    @Override
    public String id() {
        return "vfio";
    }

    @Override
    public void plan(PlanContext context) {
        new ModuleFiles(this, context).plan();
    }
}
