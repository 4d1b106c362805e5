package dev.gantry.provisioner.flow.provision;

import dev.gantry.provisioner.flow.inspect.HostInspector;
import dev.gantry.provisioner.flow.inspect.InspectionResult;
import dev.gantry.provisioner.flow.inspect.PlanService;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.HostRow;
import dev.gantry.provisioner.store.RunRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what a plan means for a run: what was approved, what was tried in vain, what an operator left out. */
@ApplicationScoped
class ApplyPolicy {

    private static final int DIFFERENCES_SHOWN = 20;

    private final HostRepository hosts;
    private final PlanService plans;
    private final RunJournal book;
    private final StepRecords steps;
    private final RunSettings settings;
    private final RebootWindowPolicy windows;
    private final DrainVerification drained;

    ApplyPolicy(
            HostRepository hosts,
            PlanService plans,
            RunJournal book,
            StepRecords steps,
            RunSettings settings,
            RebootWindowPolicy windows,
            DrainVerification drained) {
        this.drained = drained;
        this.hosts = hosts;
        this.plans = plans;
        this.book = book;
        this.steps = steps;
        this.settings = settings;
        this.windows = windows;
    }

    Decision of(RunContext work, RunRow run, InspectionResult.Seen seen) {
        if (run.abortReason != null) {
            String reason = run.abortReason.startsWith("superseded") ? "superseded" : "aborted";
            return new Decision.Stop(RunState.ABORTED, Failure.lasting(reason, run.abortReason));
        }
        HostPlan plan = seen.plan();
        Optional<Failure> refused = refused(work, run, seen);
        if (refused.isPresent()) {
            return new Decision.Stop(RunState.FAILED, refused.get());
        }
        List<Change> first = firstStep(plan, run);
        if (first.isEmpty()) {
            return plan.changes().isEmpty() && !plan.expected().isEmpty() && run.skipped.isEmpty()
                    ? new Decision.Stop(
                            RunState.FAILED,
                            Failure.lasting(
                                    "stuck", "nothing can be done now, but not all is in effect:\n" + plan.text()))
                    : new Decision.Satisfied();
        }
        return inVain(run, first)
                .or(() -> drained.pauseBefore(work, seen))
                .or(() -> pause(work, run, first))
                .orElseGet(() -> new Decision.Apply(first));
    }

    /** Only what was agreed to is done: the plan that was approved, and nothing that takes more away. */
    private Optional<Failure> refused(RunContext work, RunRow run, InspectionResult.Seen seen) {
        HostPlan plan = seen.plan();
        if (!plan.blockers().isEmpty()) {
            return Optional.of(Failure.lasting("blocked", String.join("\n", plan.blockers())));
        }
        if (run.accepted == null) {
            String approved = work.asked().planDigest();
            if (approved != null && !approved.equals(digest(work, seen))) {
                return Optional.of(Failure.lasting("plan-moved", moved(work, seen)));
            }
            accept(work, run, plan);
        }
        List<String> more = destroyed(plan);
        more.removeAll(run.accepted);
        if (!more.isEmpty() && work.asked().planDigest() != null) {
            return Optional.of(Failure.lasting(
                    "plan-moved",
                    "the plan would now also destroy " + more + ", which nobody approved; look and approve again"));
        }
        if (plan.isDisruptive() && work.asked().approvedBy() == null) {
            return Optional.of(Failure.lasting(
                    "not-approved",
                    "the host would have to reboot or lose devices, which nobody approved; approve the plan:\n"
                            + plan.text()));
        }
        return Optional.empty();
    }

    /** Of the plan as it was shown: before anybody said that devices in use may be destroyed. */
    private String digest(RunContext work, InspectionResult.Seen seen) {
        HostPlan shown = work.asked().overrideReason() == null
                ? seen.plan()
                : plans.of(work.asked().desiredState(), seen.facts());
        return shown.digest(seen.facts());
    }

    private void accept(RunContext work, RunRow run, HostPlan plan) {
        run.accepted = destroyed(plan);
        book.write(work.job(), work.run(), row -> row.accepted = run.accepted);
        book.log(work.run(), 0, "plan:\n" + plan.text());
        if (work.asked().overrideReason() != null) {
            book.log(
                    work.run(),
                    0,
                    "devices in use may be destroyed because: " + work.asked().overrideReason() + "\n");
        }
    }

    private static List<String> destroyed(HostPlan plan) {
        return new ArrayList<>(plan.all().stream()
                .flatMap(e -> e.destroys().stream())
                .distinct()
                .toList());
    }

    private String moved(RunContext work, InspectionResult.Seen seen) {
        HostRow host = QuarkusTransaction.requiringNew().call(() -> hosts.findById(work.host()));
        String head = "the host or its plan changed since plan " + work.asked().planDigest() + " was approved";
        if (host == null || host.answer == null) {
            return head;
        }
        List<String> lines = HostInspector.factsOf(host.answer).difference(seen.facts());
        return head + "; look and approve again\n"
                + String.join("\n", lines.subList(0, Math.min(lines.size(), DIFFERENCES_SHOWN)));
    }

    /** All changes of the first step that is not left out. */
    private static List<Change> firstStep(HostPlan plan, RunRow run) {
        List<Change> left = plan.changes().stream()
                .filter(c -> !run.skipped.containsKey(c.step()))
                .toList();
        return left.stream()
                .filter(c -> c.step().equals(left.getFirst().step()))
                .toList();
    }

    private Optional<Decision> inVain(RunRow run, List<Change> first) {
        return first.stream()
                .filter(c -> run.ineffective.getOrDefault(StepRecords.key(c), 0) >= settings.effectLimit())
                .findFirst()
                .map(c -> new Decision.Stop(RunState.FAILED, steps.withoutEffect(run, c)));
    }

    /** A change that failed is given a moment; a reboot waits for its window. */
    private Optional<Decision> pause(RunContext work, RunRow run, List<Change> first) {
        return steps.pauseBefore(run, first).or(() -> windows.pauseBefore(work, first));
    }
}
