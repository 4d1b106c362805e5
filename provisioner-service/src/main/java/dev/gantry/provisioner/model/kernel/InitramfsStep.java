package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** The initial ramdisks, made once for all files that they hold: on a slow host each takes a minute. */
public final class InitramfsStep implements PlanStep {
    @Override
    public String id() {
        return "initramfs";
    }

    @Override
    public void plan(PlanContext context) {
        SortedSet<String> files = context.ramdiskReasons();
        SortedSet<String> away = context.removedWithRamdisk();
        if (files.isEmpty() && away.isEmpty()) {
            return;
        }
        FoundFiles found = context.facts().files();
        if (!found.hasTool("update-initramfs") && !found.hasTool("dracut")) {
            if (context.facts().found().boot().ramdisk().isEmpty()) {
                return;
            }
            context.block("initial ramdisk", "update-initramfs or dracut", "neither", "make the ramdisk by hand");
            return;
        }
        List<String> parts = new ArrayList<>();
        away.forEach(path -> parts.add("remove " + path));
        parts.add("make the initial ramdisk" + (files.isEmpty() ? "" : " for " + String.join(", ", files)));
        context.run(
                this,
                String.join(", ", parts),
                Deadlines.RAMDISK,
                Scripts.change(InitramfsStep.class, "initramfs", Map.of("away", String.join(" ", away))));
    }
}
