package dev.gantry.provisioner.model.driver;

import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import java.util.Optional;

/** The vGPU host driver: installed for the running kernel in the wanted version, loaded, and its daemons running. */
public final class DriverStep implements PlanStep {
    @Override
    public String id() {
        return "driver";
    }

    @Override
    public Optional<InspectionPiece> inspection() {
        return Optional.of(InspectionPiece.beside(DriverStep.class));
    }

    @Override
    public void plan(PlanContext context) {
        if (!context.targets().cards().isEmpty()) {
            new DriverChanges(this, context).plan();
        }
    }
}
