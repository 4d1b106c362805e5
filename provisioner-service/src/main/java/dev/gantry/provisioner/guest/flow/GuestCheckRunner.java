package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.guest.flow.GuestSsh.Visit;
import dev.gantry.provisioner.guest.model.CheckMode;
import dev.gantry.provisioner.guest.model.GuestChange;
import dev.gantry.provisioner.guest.model.GuestEvidence;
import dev.gantry.provisioner.guest.model.GuestFacts;
import dev.gantry.provisioner.guest.model.GuestPlan;
import dev.gantry.provisioner.guest.model.GuestPlanner;
import dev.gantry.provisioner.guest.model.GuestSpec;
import dev.gantry.provisioner.guest.model.GuestState;
import dev.gantry.provisioner.guest.store.GuestCheckRow;
import dev.gantry.provisioner.model.inspect.UnreadableInspectionException;
import dev.gantry.provisioner.model.run.RemoteException;
import dev.gantry.provisioner.model.run.RemoteReason;
import dev.gantry.provisioner.model.run.SupervisedScript;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One turn of a check: look, plan, where asked apply and look again, wait for the licence, run the sample, keep the evidence. */
@ApplicationScoped
class GuestCheckRunner {

    private static final int EVIDENCE_LINES = 20;

    private final GuestSsh door;
    private final SampleRunner samples;
    private final GuestCheckJournal book;
    private final Clock clock;
    private final GuestSettings settings;

    GuestCheckRunner(GuestSsh door, SampleRunner samples, GuestCheckJournal book, Clock clock, GuestSettings settings) {
        this.door = door;
        this.samples = samples;
        this.book = book;
        this.clock = clock;
        this.settings = settings;
    }

    private record Sight(GuestFacts facts, GuestPlan plan, GuestState state) {}

    Outcome turn(Job job, GuestCheckRow check) {
        GuestSpec spec = book.begin(job, check);
        Visit visit = new Visit(spec, null, job.fence());
        try {
            visit = new Visit(spec, token(spec), job.fence());
            return goOn(job, check, visit);
        } catch (RemoteException failure) {
            return broken(job, check, visit, failure);
        } catch (UnreadableInspectionException unreadable) {
            return book.failed(job, check.id, "look-unreadable", String.valueOf(unreadable.getMessage()));
        }
    }

    private @Nullable Secret token(GuestSpec spec) {
        return spec.token() == null || spec.token().file() == null
                ? null
                : new TokenFolder(settings.secretsPath()).token(spec.token().file(), clock.instant());
    }

    private Outcome goOn(Job job, GuestCheckRow check, Visit visit) {
        Sight sight = look(visit);
        while (check.mode == CheckMode.APPLY
                && !sight.plan().changes().isEmpty()
                && sight.plan().blockers().isEmpty()) {
            for (GuestChange change : firstStep(sight.plan())) {
                Optional<Outcome> stopped = apply(job, check, visit, change);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
            sight = look(visit);
        }
        book.write(job, check.id, row -> row.failures = 0);
        Optional<Outcome> wait = licence(job, check, sight);
        if (wait.isPresent()) {
            return wait.get();
        }
        SampleRunner.Run run = samples.run(visit, check.mode, sight.facts(), sight.state());
        return book.done(
                job,
                check.id,
                sight.state(),
                GuestEvidence.of(sight.facts(), sight.plan(), run.measured(), run.note()));
    }

    private Sight look(Visit visit) {
        GuestFacts facts = door.look(visit);
        var wish = visit.spec().wish(visit.token() == null ? "" : visit.token().sha256());
        return new Sight(facts, GuestPlanner.plan(wish, facts), GuestState.of(wish, facts));
    }

    private static List<GuestChange> firstStep(GuestPlan plan) {
        String step = plan.changes().getFirst().step();
        return plan.changes().stream().takeWhile(c -> c.step().equals(step)).toList();
    }

    /** @return empty when the next change, or a look, may follow */
    private Optional<Outcome> apply(Job job, GuestCheckRow check, Visit visit, GuestChange change) {
        String name = change.step() + ": " + change.summary();
        GuestCheckRow row = book.write(job, check.id, r -> r.tries.merge(name, 1, Integer::sum));
        if (row.tries.getOrDefault(name, 0) > settings.effectLimit()) {
            return Optional.of(book.failed(
                    job, check.id, "change-without-effect", name + " was done and is still not in effect" + tail(row)));
        }
        CommandResult answer = door.apply(visit, change);
        if (answer.exit() == SupervisedScript.BUSY) {
            book.write(job, check.id, r -> r.tries.merge(name, -1, Integer::sum));
            return Optional.of(book.later(
                    job, check.id, settings.pollInterval(), answer.err().strip()));
        }
        String said = answer.isGood() ? "" : answer.tail(EVIDENCE_LINES);
        book.write(job, check.id, r -> {
            r.changes.add(answer.isGood() ? name : name + " (failed)");
            r.detail = said;
        });
        return answer.isGood() || row.tries.getOrDefault(name, 0) < settings.effectLimit()
                ? Optional.empty()
                : Optional.of(book.failed(job, check.id, change.step() + "-failed", name + ": " + said));
    }

    private static String tail(GuestCheckRow row) {
        return row.detail.isEmpty() ? "" : ": " + row.detail;
    }

    /** A guest asks for its licence in the background; where that was set up just now it gets time for it. */
    private Optional<Outcome> licence(Job job, GuestCheckRow check, Sight sight) {
        if (check.mode != CheckMode.APPLY
                || sight.state() != GuestState.UNLICENSED
                || !sight.plan().isSatisfied()
                || !sight.facts().gridd().service().isActive()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        GuestCheckRow row = book.write(job, check.id, r -> {
            if (r.licenceUntil == null) {
                r.licenceUntil = now.plus(settings.licenceTimeout());
            }
        });
        return now.isBefore(row.licenceUntil)
                ? Optional.of(book.later(job, check.id, settings.pollInterval(), "for the licence"))
                : Optional.empty();
    }

    private Outcome broken(Job job, GuestCheckRow check, Visit visit, RemoteException failure) {
        if (failure.trouble() == RemoteReason.DEADLINE_EXCEEDED) {
            door.stop(visit);
        }
        GuestCheckRow row = book.write(job, check.id, r -> r.failures++);
        return failure.trouble().mayPass() && row.failures < settings.reachLimit()
                ? book.later(job, check.id, settings.retryTimeout(), failure.detail())
                : book.failed(job, check.id, failure.trouble().code(), failure.detail());
    }
}
