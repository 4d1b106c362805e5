package dev.gantry.provisioner.model.boot;

import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import java.util.Optional;

/** Units that make at every boot what memory lost: virtual functions, MIG devices, vGPUs, in this order, before nova. Written last, when it is known what is there to be made. */
public final class BootUnitsStep implements PlanStep {
    @Override
    public String id() {
        return "boot-units";
    }

    @Override
    public Optional<InspectionPiece> inspection() {
        return Optional.of(InspectionPiece.beside(BootUnitsStep.class));
    }

    @Override
    public void plan(PlanContext context) {
        new DesiredUnits(this, context).plan();
    }
}
