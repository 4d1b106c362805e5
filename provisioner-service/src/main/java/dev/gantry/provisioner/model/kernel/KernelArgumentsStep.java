package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import java.util.Optional;

/** Kernel arguments: those of the next boot are made as wanted, and a reboot is asked for while those of this boot differ. */
public final class KernelArgumentsStep implements PlanStep {
    @Override
    public String id() {
        return "kernel-arguments";
    }

    @Override
    public Optional<InspectionPiece> inspection() {
        return Optional.of(InspectionPiece.beside(KernelArgumentsStep.class));
    }

    @Override
    public void plan(PlanContext context) {
        new KernelArgumentsChanges(this, context).plan();
    }
}
