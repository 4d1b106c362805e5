package dev.gantry.provisioner.flow.run;

import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.kit.event.EventJson;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.security.Actor;
import dev.gantry.provisioner.model.plan.Step;
import dev.gantry.provisioner.model.run.RunKind;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.HostRow;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.RunRow;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What a person tells a run to do: stop, try again, leave a step out, look now. Each is recorded with who said it. */
@ApplicationScoped
public class RunCommands {

    private final RunRepository runs;
    private final HostRepository hosts;
    private final RunIntake requests;
    private final RunJournal book;
    private final Actor actor;
    private final Clock clock;

    RunCommands(
            RunRepository runs, HostRepository hosts, RunIntake requests, RunJournal book, Actor actor, Clock clock) {
        this.runs = runs;
        this.hosts = hosts;
        this.requests = requests;
        this.book = book;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional
    public RunView look(String name) {
        HostRow host = hosts.locked(name).orElseThrow(() -> RunQueries.hostNotKnown(name));
        return runs.open(name).stream()
                .filter(run -> run.kind == RunKind.INSPECT && run.state == RunState.QUEUED)
                .findFirst()
                .map(RunView::of)
                .orElseGet(() -> RunView.of(requests.look(host)));
    }

    /** The run ends before its next step; what runs on the host now is left to end. */
    @Transactional
    public RunView abort(UUID id, String reason) {
        RunRow run = locked(id);
        if (!run.state.isOpen()) {
            throw wrongState(run, "abort", List.of(RunState.QUEUED, RunState.RUNNING, RunState.WAITING));
        }
        run.abortReason = "aborted by " + actor.name() + ": " + reason;
        record(run, run.abortReason);
        requests.wake(run.host);
        return RunView.of(run);
    }

    /** A new run for the same request; the ended one stays as it is. */
    @Transactional
    public RunView retry(UUID id) {
        RunRow run = locked(id);
        requireEnded(run, "retry");
        return RunView.of(again(run));
    }

    /** The step is left out from now on; an ended run is tried again without it. */
    @Transactional
    public RunView skip(UUID id, String step, String reason) {
        RunRow run = locked(id);
        List<String> steps = Arrays.stream(Step.values()).map(Step::id).toList();
        if (!steps.contains(step)) {
            throw Problem.invalid(
                            "step-unknown",
                            "Step not known",
                            List.of(new Problem.Field("step", step, "one of " + steps, "name one of them")))
                    .asException();
        }
        if (run.kind != RunKind.PROVISION || run.state == RunState.SUCCEEDED) {
            throw wrongState(
                    run, "skip", List.of(RunState.QUEUED, RunState.RUNNING, RunState.WAITING, RunState.FAILED));
        }
        RunRow going = run.state.isOpen() ? run : again(run);
        going.skipped.put(step, actor.name() + ": " + reason);
        record(going, "step " + step + " is left out, says " + actor.name() + ": " + reason);
        requests.wake(going.host);
        return RunView.of(going);
    }

    private RunRow again(RunRow run) {
        HostRow host = hosts.locked(run.host).orElseThrow(() -> RunQueries.hostNotKnown(run.host));
        if (host.version > run.version) {
            throw Problem.of(
                            409,
                            "run-superseded",
                            "Run superseded",
                            "Host %s is at version %d, the run was for %d; ask at inventory for what is wanted now"
                                    .formatted(run.host, host.version, run.version))
                    .asException();
        }
        byte[] request = run.request.getBytes(StandardCharsets.UTF_8);
        RunRow next = run.kind == RunKind.INSPECT
                ? requests.look(host)
                : requests.queue(
                        run.host, run.version, run.kind, EventJson.read(HostProvisionRequested.class, request));
        next.retryOf = run.id;
        next.skipped.putAll(run.skipped);
        next.accepted = run.accepted;
        record(next, "retry of " + run.id + " by " + actor.name());
        return next;
    }

    private void requireEnded(RunRow run, String verb) {
        if (run.state != RunState.FAILED && run.state != RunState.ABORTED) {
            throw wrongState(run, verb, List.of(RunState.FAILED, RunState.ABORTED));
        }
    }

    private RunRow locked(UUID id) {
        RunRow run = runs.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (run == null) {
            throw RunQueries.runNotKnown(id);
        }
        return run;
    }

    private void record(RunRow run, String text) {
        book.log(run.id, 0, text + "\n");
        Log.infof("order hostId=%s runId=%s at=%s reason=%s", run.host, run.id, clock.instant(), text);
    }

    private static ProblemException wrongState(RunRow run, String verb, List<RunState> allowed) {
        return Problem.of(
                        409,
                        "run-state-wrong",
                        "Run in the wrong state",
                        "Run %s of host %s is %s; %s is possible in %s"
                                .formatted(run.id, run.host, run.state, verb, allowed))
                .with("state", run.state.name())
                .with("allowed", allowed)
                .asException();
    }
}
