package dev.gantry.provisioner.model.driver;

import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.Map;

/** A host that nothing is wanted of keeps no folder of ours either. */
public final class DriverFilesStep implements PlanStep {
    @Override
    public String id() {
        return "driver-files";
    }

    @Override
    public void plan(PlanContext context) {
        if (context.desired().path() == DesiredState.Path.NONE
                && context.facts().files().hasDriverFolder()) {
            context.run(
                    this,
                    "remove /opt/gantry",
                    Deadlines.QUICK,
                    Scripts.change(DriverFilesStep.class, "driver-files", Map.of()));
        }
    }
}
