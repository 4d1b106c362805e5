package dev.gantry.provisioner.flow.run;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.security.Actor;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.host.HostRecord;
import dev.gantry.provisioner.model.run.AbortOrder;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.RunRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** What a person tells a run to do: stop, try again, leave a step out, inspect now. Each is recorded with who said it. */
@ApplicationScoped
public class RunCommands {
    private final RunRepository runs;
    private final HostRepository hosts;
    private final RunIntake intake;
    private final RunJournal journal;
    private final Actor actor;

    RunCommands(RunRepository runs, HostRepository hosts, RunIntake intake, RunJournal journal, Actor actor) {
        this.runs = runs;
        this.hosts = hosts;
        this.intake = intake;
        this.journal = journal;
        this.actor = actor;
    }

    @Transactional
    public RunView inspect(String name) {
        if (hosts.find(name).isEmpty()) {
            throw RunQueries.hostNotKnown(name);
        }
        intake.wake(name);
        HostRecord host = hosts.locked(name).orElseThrow(() -> RunQueries.hostNotKnown(name));
        return runs.open(name).stream()
                .filter(run -> run.kind() == RunKind.INSPECT && run.state() == RunState.QUEUED)
                .findFirst()
                .map(RunView::of)
                .orElseGet(() -> RunView.of(intake.inspectNow(host, null)));
    }

    /** The run ends before its next step; what runs on the host now is left to end. */
    @Transactional
    public RunView abort(UUID id, String reason) {
        Run run = locked(id);
        if (!run.isOpen()) {
            throw invalidState(run, "abort", List.of(RunState.QUEUED, RunState.RUNNING, RunState.WAITING));
        }
        Run aborting =
                run.aborting(new AbortOrder(AbortOrder.Cause.PERSON, "aborted by " + actor.name() + ": " + reason));
        return changed(aborting, "aborted by " + actor.name() + ": " + reason);
    }

    /** A new run for the same request; the ended one stays as it is. */
    @Transactional
    public RunView retry(UUID id) {
        Run run = locked(id);
        if (run.state() != RunState.FAILED && run.state() != RunState.ABORTED) {
            throw invalidState(run, "retry", List.of(RunState.FAILED, RunState.ABORTED));
        }
        return RunView.of(again(run));
    }

    /** The step is left out from now on; an ended run is tried again without it. */
    @Transactional
    public RunView skip(UUID id, String step, String reason) {
        Run run = locked(id);
        List<String> steps = Planner.stepIds();
        if (!steps.contains(step)) {
            throw Problem.invalid(
                            "step-unknown",
                            "Step not known",
                            List.of(new Problem.Field("step", step, "one of " + steps, "name one of them")))
                    .asException();
        }
        if (run.kind() != RunKind.PROVISION || run.state() == RunState.SUCCEEDED) {
            throw invalidState(
                    run, "skip", List.of(RunState.QUEUED, RunState.RUNNING, RunState.WAITING, RunState.FAILED));
        }
        Run going = run.isOpen() ? run : again(run);
        return changed(
                going.skipping(step, actor.name() + ": " + reason),
                "step " + step + " is left out, says " + actor.name() + ": " + reason);
    }

    private RunView changed(Run run, String text) {
        runs.update(run);
        record(run, text);
        return RunView.of(run);
    }

    private Run again(Run run) {
        HostRecord host = hosts.locked(run.host()).orElseThrow(() -> RunQueries.hostNotKnown(run.host()));
        if (host.version() > run.version()) {
            throw Problem.of(
                            409,
                            "run-superseded",
                            "Run superseded",
                            "Host %s is at version %d, the run was for %d; ask at inventory for what is wanted now"
                                    .formatted(run.host(), host.version(), run.version()))
                    .asException();
        }
        Run next = run.kind() == RunKind.INSPECT ? intake.inspectNow(host, run.id()) : intake.provisionAgain(run);
        Run like = next.like(run);
        runs.update(like);
        record(like, "retry of " + run.id() + " by " + actor.name());
        return like;
    }

    /** The worker is woken first: everybody locks the host's job before its runs. */
    private Run locked(UUID id) {
        String host =
                runs.find(id).orElseThrow(() -> RunQueries.runNotKnown(id)).host();
        intake.wake(host);
        return runs.locked(id).orElseThrow(() -> RunQueries.runNotKnown(id));
    }

    private void record(Run run, String text) {
        journal.log(run.id(), 0, text + "\n");
        Log.infof("command hostId=%s runId=%s reason=%s", run.host(), run.id(), text);
    }

    private static ProblemException invalidState(Run run, String verb, List<RunState> allowed) {
        return Problem.of(
                        409,
                        "invalid-run-state",
                        "Run in the wrong state",
                        "Run %s of host %s is %s; %s is possible in %s"
                                .formatted(run.id(), run.host(), run.state(), verb, allowed))
                .with("state", run.state().name())
                .with("allowed", allowed)
                .asException();
    }
}
