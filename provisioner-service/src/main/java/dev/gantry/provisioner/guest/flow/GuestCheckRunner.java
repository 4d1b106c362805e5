package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.guest.flow.GuestSsh.Visit;
import dev.gantry.provisioner.guest.model.CheckMode;
import dev.gantry.provisioner.guest.model.GuestChange;
import dev.gantry.provisioner.guest.model.GuestCheck;
import dev.gantry.provisioner.guest.model.GuestEvidence;
import dev.gantry.provisioner.guest.model.GuestFacts;
import dev.gantry.provisioner.guest.model.GuestPlan;
import dev.gantry.provisioner.guest.model.GuestPlanner;
import dev.gantry.provisioner.guest.model.GuestSpec;
import dev.gantry.provisioner.guest.model.GuestState;
import dev.gantry.provisioner.model.inspect.UnreadableInspectionException;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.model.remote.SupervisedScript;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One turn of a check: inspect, plan, where asked apply and inspect again, wait for the licence, run the sample, keep the evidence. */
@ApplicationScoped
class GuestCheckRunner {

    private static final int EVIDENCE_LINES = 20;

    private final GuestSsh ssh;
    private final SampleRunner samples;
    private final GuestCheckJournal journal;
    private final Clock clock;
    private final GuestSettings settings;

    GuestCheckRunner(
            GuestSsh ssh, SampleRunner samples, GuestCheckJournal journal, Clock clock, GuestSettings settings) {
        this.ssh = ssh;
        this.samples = samples;
        this.journal = journal;
        this.clock = clock;
        this.settings = settings;
    }

    private record Inspected(GuestFacts facts, GuestPlan plan, GuestState state) {}

    Outcome turn(Job job, GuestCheck check) {
        GuestSpec spec = journal.begin(job, check);
        Visit visit = new Visit(spec, null, job.fence());
        try {
            visit = new Visit(spec, token(spec), job.fence());
            return goOn(job, check, visit);
        } catch (RemoteException failure) {
            return broken(job, check, visit, failure);
        } catch (UnreadableInspectionException unreadable) {
            return journal.failed(job, check.id(), "inspection-unreadable", String.valueOf(unreadable.getMessage()));
        }
    }

    private @Nullable Secret token(GuestSpec spec) {
        return spec.token() == null || spec.token().file() == null
                ? null
                : new TokenFolder(settings.secretsPath()).token(spec.token().file(), clock.instant());
    }

    private Outcome goOn(Job job, GuestCheck check, Visit visit) {
        Inspected sight = inspect(visit);
        while (check.mode() == CheckMode.APPLY
                && !sight.plan().changes().isEmpty()
                && sight.plan().blockers().isEmpty()) {
            for (GuestChange change : firstStep(sight.plan())) {
                Optional<Outcome> stopped = apply(job, check, visit, change);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
            sight = inspect(visit);
        }
        journal.write(job, check.id(), c -> c.failures(0));
        Optional<Outcome> wait = licence(job, check, sight);
        if (wait.isPresent()) {
            return wait.get();
        }
        SampleRunner.Run run = samples.run(visit, check.mode(), sight.facts(), sight.state());
        return journal.done(
                job,
                check.id(),
                sight.state(),
                GuestEvidence.of(sight.facts(), sight.plan(), run.measured(), run.note()));
    }

    private Inspected inspect(Visit visit) {
        GuestFacts facts = ssh.inspect(visit);
        var wish = visit.spec().wish(visit.token() == null ? "" : visit.token().sha256());
        return new Inspected(facts, GuestPlanner.plan(wish, facts), GuestState.of(wish, facts));
    }

    private static List<GuestChange> firstStep(GuestPlan plan) {
        String step = plan.changes().getFirst().step();
        return plan.changes().stream().takeWhile(c -> c.step().equals(step)).toList();
    }

    /** @return empty when the next change, or an inspection, may follow */
    private Optional<Outcome> apply(Job job, GuestCheck check, Visit visit, GuestChange change) {
        String name = change.step() + ": " + change.summary();
        GuestCheck tried = journal.write(job, check.id(), c -> c.tried(name, 1));
        if (tried.timesTried(name) > settings.effectLimit()) {
            return Optional.of(journal.failed(
                    job,
                    check.id(),
                    "change-without-effect",
                    name + " was done and is still not in effect" + tail(tried)));
        }
        CommandResult answer = ssh.apply(visit, change);
        if (answer.exit() == SupervisedScript.BUSY) {
            journal.write(job, check.id(), c -> c.tried(name, -1));
            return Optional.of(journal.later(
                    job, check.id(), settings.pollInterval(), answer.err().strip()));
        }
        String said = answer.isGood() ? "" : answer.tail(EVIDENCE_LINES);
        journal.write(job, check.id(), c -> c.changed(answer.isGood() ? name : name + " (failed)", said));
        return answer.isGood() || tried.timesTried(name) < settings.effectLimit()
                ? Optional.empty()
                : Optional.of(journal.failed(job, check.id(), change.step() + "-failed", name + ": " + said));
    }

    private static String tail(GuestCheck check) {
        return check.detail().isEmpty() ? "" : ": " + check.detail();
    }

    /** A guest asks for its licence in the background; where that was set up just now it gets time for it. */
    private Optional<Outcome> licence(Job job, GuestCheck check, Inspected sight) {
        if (check.mode() != CheckMode.APPLY
                || sight.state() != GuestState.UNLICENSED
                || !sight.plan().isSatisfied()
                || !sight.facts().gridd().service().isActive()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant until = now.plus(settings.licenceTimeout());
        GuestCheck waiting = journal.write(job, check.id(), c -> c.awaitingLicence(until));
        return now.isBefore(waiting.licenceUntil())
                ? Optional.of(journal.later(job, check.id(), settings.pollInterval(), "for the licence"))
                : Optional.empty();
    }

    private Outcome broken(Job job, GuestCheck check, Visit visit, RemoteException failure) {
        if (failure.reason() == RemoteReason.DEADLINE_EXCEEDED) {
            ssh.stop(visit);
        }
        int failures = journal.write(job, check.id(), c -> c.failures(c.failures() + 1))
                .failures();
        return failure.reason().isRetryable() && failures < settings.reachLimit()
                ? journal.later(job, check.id(), settings.retryTimeout(), failure.detail())
                : journal.failed(job, check.id(), failure.reason().code(), failure.detail());
    }
}
