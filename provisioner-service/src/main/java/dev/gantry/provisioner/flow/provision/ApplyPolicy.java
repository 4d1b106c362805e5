package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.provisioner.flow.inspect.PlanService;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.facts.FactLines;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.run.AcceptedPlan;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunProgress;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.HostRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what a plan means for a run: what was approved, what was tried in vain, what an operator left out. */
@ApplicationScoped
class ApplyPolicy {
    private static final int DIFFERENCES_SHOWN = 20;
    private static final String STALE = "plan-stale";

    private final HostRepository hosts;
    private final PlanService plans;
    private final RunJournal journal;
    private final StepRecords steps;
    private final RunSettings settings;
    private final RebootWindowPolicy windows;
    private final DrainVerification drain;

    ApplyPolicy(
            HostRepository hosts,
            PlanService plans,
            RunJournal journal,
            StepRecords steps,
            RunSettings settings,
            RebootWindowPolicy windows,
            DrainVerification drain) {
        this.hosts = hosts;
        this.plans = plans;
        this.journal = journal;
        this.steps = steps;
        this.settings = settings;
        this.windows = windows;
        this.drain = drain;
    }

    Decision decide(RunContext context, Run run, PlannedHost host) {
        if (run.abort() != null) {
            return new Decision.Stop(RunState.ABORTED, run.abort().failure());
        }
        HostPlan plan = host.plan();
        Optional<Failure> refused = refused(context, run, host);
        if (refused.isPresent()) {
            return Decision.Stop.failed(refused.get());
        }
        List<Change> first = firstStep(plan, run);
        if (first.isEmpty()) {
            return plan.changes().isEmpty()
                            && !plan.expected().isEmpty()
                            && run.skipped().isEmpty()
                    ? Decision.Stop.failed(Failure.lasting(
                            "stuck", "nothing can be done now, but not all is in effect:\n" + plan.text()))
                    : new Decision.Satisfied();
        }
        return inVain(run, first)
                .or(() -> drain.pauseBefore(context, host))
                .or(() -> steps.pauseBefore(run, first))
                .or(() -> windows.pauseBefore(context, first))
                .orElseGet(() -> new Decision.Apply(first));
    }

    /** Only what was agreed to is done: the plan that was approved, and nothing that takes more away or reboots more often. */
    private Optional<Failure> refused(RunContext context, Run run, PlannedHost host) {
        HostPlan plan = host.plan();
        if (!plan.blockers().isEmpty()) {
            return Optional.of(Failure.lasting("blocked", String.join("\n", plan.blockers())));
        }
        AcceptedPlan accepted = run.accepted();
        if (accepted == null) {
            String approved = context.asked().planDigest();
            if (approved != null && !approved.equals(shown(context, host).digest(host.facts()))) {
                return Optional.of(Failure.lasting(STALE, difference(context, host)));
            }
            accepted = accept(context, plan);
        }
        Optional<Failure> more = context.asked().planDigest() == null ? Optional.empty() : destroysMore(accepted, plan);
        if (more.isEmpty()) {
            more = rebootsMore(accepted, run, plan);
        }
        if (more.isPresent()) {
            return more;
        }
        return plan.isDisruptive() && context.asked().approvedBy() == null
                ? Optional.of(Failure.lasting(
                        "not-approved",
                        "the host would have to reboot or lose devices, which nobody approved; approve the plan:\n"
                                + plan.text()))
                : Optional.empty();
    }

    private static Optional<Failure> destroysMore(AcceptedPlan accepted, HostPlan plan) {
        List<String> destroys = new ArrayList<>(plan.destroys());
        destroys.removeAll(accepted.destroys());
        return destroys.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.lasting(
                        STALE,
                        "the plan would now also destroy " + destroys
                                + ", which nobody approved; inspect and approve again"));
    }

    /** Also where no plan was named: what was shown when the run began is what it was allowed for. */
    private static Optional<Failure> rebootsMore(AcceptedPlan accepted, Run run, HostPlan plan) {
        int reboots = run.progress().reboots() + plan.reboots();
        return reboots > accepted.reboots()
                ? Optional.of(Failure.lasting(
                        STALE,
                        "the host would have to reboot %d times in all, %d approved; inspect and approve again:\n%s"
                                .formatted(reboots, accepted.reboots(), plan.text())))
                : Optional.empty();
    }

    /** The plan as it was shown: before anybody said that devices in use may be destroyed. */
    private HostPlan shown(RunContext context, PlannedHost host) {
        return context.overrideReason() == null ? host.plan() : plans.of(context.desired(), host.facts());
    }

    private AcceptedPlan accept(RunContext context, HostPlan plan) {
        AcceptedPlan accepted = new AcceptedPlan(plan.destroys(), plan.reboots());
        journal.write(context.job(), context.run(), run -> run.accepting(accepted));
        journal.log(context.run(), 0, "plan:\n" + plan.text());
        if (context.overrideReason() != null) {
            journal.log(
                    context.run(), 0, "devices in use may be destroyed because: " + context.overrideReason() + "\n");
        }
        return accepted;
    }

    /** In words of the plan first; then what of the host is another. */
    private String difference(RunContext context, PlannedHost host) {
        List<String> lines = RetryingTransaction.call(() -> {
            List<String> found = new ArrayList<>();
            hosts.lastInspection(context.host())
                    .ifPresent(last -> found.addAll(FactLines.difference(
                            last.plan().text().lines().toList(),
                            shown(context, host).text().lines().toList())));
            hosts.facts(context.host()).ifPresent(before -> found.addAll(FactLines.difference(before, host.facts())));
            return found;
        });
        if (lines.isEmpty()) {
            lines = List.of(
                    "the plan reads the same, but what would be run is another: another release of Gantry made it");
        }
        String head =
                "the host or its plan changed since plan " + context.asked().planDigest() + " was approved";
        return head + "; inspect and approve again\n"
                + String.join("\n", lines.subList(0, Math.min(lines.size(), DIFFERENCES_SHOWN)));
    }

    /** All changes of the first step that is not left out. */
    private static List<Change> firstStep(HostPlan plan, Run run) {
        List<Change> left = plan.changes().stream()
                .filter(c -> !run.skipped().containsKey(c.step()))
                .toList();
        return left.stream()
                .takeWhile(c -> c.step().equals(left.getFirst().step()))
                .toList();
    }

    private Optional<Decision> inVain(Run run, List<Change> first) {
        RunProgress progress = run.progress();
        return first.stream()
                .filter(c -> progress.timesInVain(StepRecords.key(c)) >= settings.effectLimit()
                        || progress.timesBrokenOff(StepRecords.key(c)) >= settings.brokenOffLimit())
                .findFirst()
                .map(c -> Decision.Stop.failed(steps.withoutEffect(run, c)));
    }
}
