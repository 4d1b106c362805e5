package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunLimits;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.RunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Says whether a queued provision run may begin: limits over all and by group. One decision at a time. */
@ApplicationScoped
class RunAdmission {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final RunRepository runs;
    private final LeaseGuard guard;
    private final RunLimits limits;

    RunAdmission(RunRepository runs, LeaseGuard guard, RunSettings settings) {
        this.runs = runs;
        this.guard = guard;
        this.limits = new RunLimits(settings.inFlightLimit(), settings.groupLimit());
    }

    /** Empty: it may begin, and counts as begun from here on. */
    Optional<Outcome> hold(RunContext context, Run run) {
        if (run.state() != RunState.QUEUED) {
            return Optional.empty();
        }
        Optional<String> held = RetryingTransaction.call(() -> {
            guard.check(context.job());
            runs.decideAlone();
            Run queued = runs.locked(context.run()).orElseThrow();
            Optional<String> why = queued.abort() == null ? limits.holds(queued, runs.underWay()) : Optional.empty();
            runs.update(why.map(queued::waiting).orElseGet(queued::admitted));
            return why;
        });
        return held.map(why -> new Outcome.Retry(ASK_AGAIN, why));
    }
}
