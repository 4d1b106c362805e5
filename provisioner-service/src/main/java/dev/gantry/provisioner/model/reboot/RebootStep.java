package dev.gantry.provisioner.model.reboot;

import dev.gantry.provisioner.model.facts.DeviceUse;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.Step;
import java.util.List;
import java.util.stream.Stream;

/** One restart for everything that needs one, and for nothing else. */
public final class RebootStep {
    private RebootStep() {}

    public static void plan(PlanContext planning) {
        if (planning.rebootReasons().isEmpty()) {
            return;
        }
        List<String> guests = Stream.concat(
                        planning.facts().usage().runningDomains().stream(),
                        planning.facts().usage().devices().stream()
                                .filter(u -> u.how() == DeviceUse.How.RUNNING)
                                .map(DeviceUse::by))
                .distinct()
                .sorted()
                .toList();
        if (!guests.isEmpty() && planning.wanted().destroyInUseReason().isEmpty()) {
            planning.block(
                    "reboot",
                    "no guest running",
                    String.join(", ", guests),
                    "move or stop these guests, or give a reason in gantry_destroy_in_use");
        }
        planning.requireKnownUsers("reboot");
        planning.change(new Change.Reboot(
                Step.REBOOT.id(),
                "restart, since " + String.join("; ", planning.rebootReasons()),
                planning.wanted().options().rebootTimeout(),
                List.of(),
                guests,
                planning.wanted().destroyInUseReason().orElse("")));
        planning.hold();
    }
}
