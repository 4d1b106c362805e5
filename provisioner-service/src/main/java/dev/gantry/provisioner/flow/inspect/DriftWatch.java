package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.time.StopAwareScheduling;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.flow.run.RunIntake;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.host.HostRecord;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.store.HostRepository;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Inspects provisioned hosts by the clock. It repairs nothing: what to do about a difference is for a person to say. */
@ApplicationScoped
public class DriftWatch {
    private static final int AT_ONCE = 200;

    private final HostRepository hosts;
    private final HostInspector inspector;
    private final PlanService plans;
    private final DriftTracker tracker;
    private final RunIntake intake;
    private final LeaseGuard guard;
    private final Clock clock;

    DriftWatch(
            HostRepository hosts,
            HostInspector inspector,
            PlanService plans,
            DriftTracker tracker,
            RunIntake intake,
            LeaseGuard guard,
            Clock clock) {
        this.hosts = hosts;
        this.inspector = inspector;
        this.plans = plans;
        this.tracker = tracker;
        this.intake = intake;
        this.guard = guard;
        this.clock = clock;
    }

    @Scheduled(
            every = "${gantry.provisioner.runs.drift-check:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = StopAwareScheduling.class)
    void wakeDue() {
        RetryingTransaction.run(
                () -> hosts.dueForInspection(clock.instant(), AT_ONCE).forEach(intake::wake));
    }

    public void inspectIfDue(Job job) {
        HostRecord host = RetryingTransaction.call(() -> hosts.find(job.key()))
                .filter(h ->
                        h.nextInspectionAt() != null && !h.nextInspectionAt().isAfter(clock.instant()))
                .orElse(null);
        if (host == null) {
            return;
        }
        InspectionResult result = inspector.inspect(host.name(), host.ssh());
        RetryingTransaction.run(() -> {
            guard.check(job);
            switch (result) {
                case InspectionResult.Inspected found -> keep(host, host.desiredState(), found.facts());
                case InspectionResult.Failed failed -> tracker.keepFailure(host.name(), failed.failure());
            }
        });
    }

    private void keep(HostRecord host, @Nullable DesiredState desired, HostFacts facts) {
        try {
            tracker.keep(
                    new HostInspected(
                            host.name(),
                            host.version(),
                            ContractMapper.facts(facts),
                            ContractMapper.plan(facts, plans.of(desired, facts))),
                    facts);
        } catch (MalformedValueException malformed) {
            tracker.keepFailure(
                    host.name(), Failure.lasting("desired-state-invalid", String.valueOf(malformed.getMessage())));
        }
    }
}
