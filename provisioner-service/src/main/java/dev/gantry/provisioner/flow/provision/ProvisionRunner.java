package dev.gantry.provisioner.flow.provision;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.inspect.HostInspector;
import dev.gantry.provisioner.flow.inspect.InspectionResult;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.HostActivityReport;
import dev.gantry.provisioner.model.run.RemoteException;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.RunRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Drives a provision run: look, plan, apply the first step, look again, until nothing is left. Whatever happened before — a kill, a
 * lost answer, a reboot — the next thing done is to look.
 */
@ApplicationScoped
public class ProvisionRunner {

    private static final int TURNS_AT_MOST = 200;

    private final RunJournal book;
    private final HostActivity attendance;
    private final HostInspector looks;
    private final RebootService reboots;
    private final StepRecords steps;
    private final StepExecutor applying;
    private final ApplyPolicy judgement;
    private final RunCompletion verdicts;
    private final RunAdmission admission;
    private final RunSettings settings;

    ProvisionRunner(
            RunJournal book,
            HostActivity attendance,
            HostInspector looks,
            RebootService reboots,
            StepRecords steps,
            StepExecutor applying,
            ApplyPolicy judgement,
            RunCompletion verdicts,
            RunAdmission admission,
            RunSettings settings) {
        this.book = book;
        this.attendance = attendance;
        this.looks = looks;
        this.reboots = reboots;
        this.steps = steps;
        this.applying = applying;
        this.judgement = judgement;
        this.verdicts = verdicts;
        this.admission = admission;
        this.settings = settings;
    }

    public Outcome turn(Job job, RunRow run) {
        RunContext work = RunContext.of(job, run);
        Optional<Outcome> notYet = admission.of(work, run);
        if (notYet.isPresent()) {
            return notYet.get();
        }
        Optional<Outcome> busy = attend(work, run.startedAt == null ? book.working(job, run.id) : run);
        if (busy.isPresent()) {
            return busy.get();
        }
        for (int turn = 0; turn < TURNS_AT_MOST; turn++) {
            Optional<Outcome> left = step(work);
            if (left.isPresent()) {
                return left.get();
            }
        }
        return verdicts.failed(
                work, new Failure("no-end", "the plan never became empty in " + TURNS_AT_MOST + " steps", false));
    }

    /** Never a change on top of one that still runs, never a plan while the host goes down or comes up. */
    private Optional<Outcome> attend(RunContext work, RunRow run) {
        try {
            HostActivityReport state = attendance.at(work.target());
            if (state.isBusy() && !steps.isOverdue(work)) {
                return wait(
                        work, "step " + state.running() + " still runs on the host since " + state.seconds() + " s");
            }
            if (state.isBusy()) {
                book.log(work.run(), 0, attendance.stop(work));
            }
            if (state.isGoingDown() && !reboots.isOverdue(run)) {
                return wait(work, "for the host to go down");
            }
            if (state.isBooting() && !steps.isBootOverdue(run)) {
                return wait(work, "for the host to finish its boot");
            }
            return Optional.empty();
        } catch (RemoteException failure) {
            return Optional.of(unseen(
                    work,
                    run,
                    new InspectionResult.Unseen(
                            Failure.of(failure), failure.trouble().isUsualDuringBoot())));
        }
    }

    private Optional<Outcome> wait(RunContext work, String why) {
        return Optional.of(book.waiting(work.job(), work.run(), settings.pollInterval(), why));
    }

    /** One look and what follows from it. @return empty when the next look comes at once */
    private Optional<Outcome> step(RunContext work) {
        InspectionResult sight = looks.at(work.asked().ssh(), work.wanted());
        if (sight instanceof InspectionResult.Unseen unseen) {
            return Optional.of(unseen(work, book.read(work.run()), unseen));
        }
        InspectionResult.Seen seen = (InspectionResult.Seen) sight;
        RunRow run = book.working(work.job(), work.run());
        Optional<Outcome> down = reboots.after(work, run, seen);
        if (down.isPresent()) {
            return down;
        }
        steps.settle(work, seen.plan());
        Decision verdict = judgement.of(work, run(work), seen);
        return switch (verdict) {
            case Decision.Satisfied satisfied -> Optional.of(verdicts.provisioned(work, seen));
            case Decision.Stop stop -> Optional.of(verdicts.ended(work, stop.state(), stop.failure()));
            case Decision.Later later -> Optional.of(book.waiting(work.job(), work.run(), later.after(), later.why()));
            case Decision.Apply apply -> applying.step(work, seen, apply.changes());
        };
    }

    private RunRow run(RunContext work) {
        return book.write(work.job(), work.run(), row -> row.failures = 0);
    }

    private Outcome unseen(RunContext work, RunRow run, InspectionResult.Unseen unseen) {
        if (run.abortReason != null) {
            return verdicts.ended(work, RunState.ABORTED, Failure.lasting("aborted", run.abortReason));
        }
        if (run.rebootBootId != null && (unseen.away() || unseen.failure().retryable())) {
            return reboots.stillAway(work, run, unseen.failure().detail());
        }
        int failures = run.failures + 1;
        if (!unseen.failure().retryable() || failures >= settings.awayLimit()) {
            return verdicts.failed(work, unseen.failure());
        }
        book.write(work.job(), work.run(), row -> row.failures = failures);
        Duration pause = Duration.ofSeconds(Math.min(30, 1L << Math.min(failures, 5)));
        return book.waiting(
                work.job(), work.run(), pause, unseen.failure().detail() + "; try " + (failures + 1) + " follows");
    }
}
