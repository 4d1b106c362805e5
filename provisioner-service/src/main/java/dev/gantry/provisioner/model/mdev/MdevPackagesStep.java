package dev.gantry.provisioner.model.mdev;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.Map;

/** The tool for mediated devices, where a host that has the driver already lacks it. */
public final class MdevPackagesStep implements PlanStep {
    @Override
    public String id() {
        return "packages";
    }

    @Override
    public void plan(PlanContext context) {
        boolean needed = context.targets().cards().stream()
                .anyMatch(c -> c.framework().filter(f -> f == Framework.MDEV).isPresent()
                        && !c.types().isEmpty());
        if (needed && !context.facts().files().hasTool("mdevctl")) {
            context.run(
                    this,
                    "install mdevctl",
                    Deadlines.PACKAGES,
                    Scripts.change(MdevPackagesStep.class, "packages", Map.of("packages", "mdevctl")));
            context.hold();
        }
    }
}
