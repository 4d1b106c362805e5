package dev.gantry.inventory.flow.approval;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.host.Approval;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who agreed to a host's plan, and what is refused without. Pure. */
public final class PlanApproval {

    private PlanApproval() {}

    public static boolean isGiven(Host host, Plan plan) {
        Approval given = host.approval();
        return given != null && given.digest().equals(plan.digest());
    }

    /** Holds for the plan that it was said of, and no other. */
    public static @Nullable String override(Host host, @Nullable Plan plan) {
        Approval given = host.approval();
        return plan != null && given != null && given.digest().equals(plan.digest()) ? given.overrideReason() : null;
    }

    /** Null only when nobody had to agree. A retry is its operator's approval of whatever is left of the plan. */
    public static @Nullable String approvedBy(Host host, @Nullable Plan plan, Cause cause) {
        if (plan == null) {
            return cause.who();
        }
        Approval given = host.approval();
        if (given != null && given.digest().equals(plan.digest())) {
            return given.by();
        }
        return plan.disruptive() && host.spec().approval() == ApprovalPolicy.GRANTED ? "policy" : null;
    }

    /** What the plan says blocks it may be overridden, as far as it is devices in use: the provisioner holds the rest against it again. */
    public static void refuseBlocked(Host host, @Nullable String overrideReason) {
        List<Flag> blocking = overrideReason == null
                ? List.of(Flag.LAYOUT_IMPOSSIBLE, Flag.BLOCKED)
                : List.of(Flag.LAYOUT_IMPOSSIBLE);
        for (Flag flag : blocking) {
            String why = host.flags().get(flag);
            if (why != null) {
                throw HostProblems.planBlocked(host, why);
            }
        }
    }

    /** A plan that takes nothing away is approved by the order to carry it out. */
    public static void refuseUnapproved(Host host, Plan plan) {
        if (plan.disruptive() && host.spec().approval() == ApprovalPolicy.REQUIRED && !isGiven(host, plan)) {
            throw HostProblems.approvalNeeded(host, plan.digest());
        }
    }
}
