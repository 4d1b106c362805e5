package dev.gantry.provisioner.model.reboot;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.provisioner.model.facts.DeviceUse;
import dev.gantry.provisioner.model.facts.Usage;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import java.util.List;
import java.util.stream.Stream;

/** One restart for everything that needs one, and for nothing else. It stands twice in the list of steps: before the driver only for what has to come first. */
public final class RebootStep implements PlanStep {
    private final boolean first;

    private RebootStep(boolean first) {
        this.first = first;
    }

    public static RebootStep beforeTheDriver() {
        return new RebootStep(true);
    }

    public static RebootStep forTheRest() {
        return new RebootStep(false);
    }

    @Override
    public String id() {
        return "reboot";
    }

    /** By the boot that the host is in: a restart for whatever reason is as good as ours. */
    private static boolean isInBootToLeave(PlanContext context) {
        return context.desired()
                .options()
                .rebootFrom()
                .filter(context.facts().bootId()::equals)
                .isPresent();
    }

    @Override
    public void plan(PlanContext context) {
        if (first && isInBootToLeave(context)) {
            context.needReboot("boot " + context.facts().bootId() + " is to be left");
        }
        if (context.rebootReasons().isEmpty() || first && !context.mustRebootFirst()) {
            return;
        }
        Usage usage = context.facts().usage();
        List<String> guests = Stream.concat(
                        usage.runningDomains().stream(),
                        usage.devices().stream()
                                .filter(u -> u.how() == DeviceUse.How.RUNNING)
                                .map(DeviceUse::by))
                .distinct()
                .sorted()
                .toList();
        if (!guests.isEmpty() && context.desired().destroyInUseReason().isEmpty()) {
            context.block("reboot", "no guest running", String.join(", ", guests), Plan.MOVE_GUESTS);
        }
        context.requireKnownUsers("reboot");
        context.change(new Change.Reboot(
                id(),
                "restart, since " + String.join("; ", context.takeRebootReasons()),
                context.desired().options().rebootTimeout(),
                List.of(),
                guests,
                context.desired().destroyInUseReason().orElse("")));
        context.hold();
    }
}
