package dev.gantry.provisioner.flow.run;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import dev.gantry.provisioner.model.desired.Adoption;
import dev.gantry.provisioner.model.facts.FactLines;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.host.HostRecord;
import dev.gantry.provisioner.model.run.LogPiece;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.RunLogRepository;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.RunStepRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers what people ask about runs and hosts. Changes nothing. */
@ApplicationScoped
public class RunQueries {
    private static final int PIECES = 500;

    private final RunRepository runs;
    private final RunStepRepository steps;
    private final RunLogRepository logs;
    private final HostRepository hosts;

    RunQueries(RunRepository runs, RunStepRepository steps, RunLogRepository logs, HostRepository hosts) {
        this.runs = runs;
        this.steps = steps;
        this.logs = logs;
        this.hosts = hosts;
    }

    /** Newest first. */
    @Transactional
    public Page<RunView> runs(@Nullable String host, @Nullable RunState state, @Nullable String cursor, int limit) {
        UUID before = cursor == null ? null : position(cursor);
        List<RunView> found = runs.page(host, state, before, limit + 1).stream()
                .map(RunView::of)
                .toList();
        return Page.of(found, limit, runs.count(host, state), run -> run.id().toString());
    }

    private static UUID position(String cursor) {
        try {
            return UUID.fromString(Cursor.decode(cursor));
        } catch (IllegalArgumentException malformed) {
            throw Problem.of(400, "cursor-malformed", "Cursor not readable", "Send the value of next as it was given.")
                    .asException();
        }
    }

    @Transactional
    public RunView run(UUID id) {
        return RunView.of(known(id));
    }

    @Transactional
    public List<StepView> steps(UUID id) {
        known(id);
        return steps.of(id).stream().map(StepView::of).toList();
    }

    /** After the piece with that id, 0 for the first. The state is read before the pieces, so that none is missed at the end. */
    @Transactional
    public LogView log(UUID id, long after) {
        boolean ended = !known(id).isOpen();
        List<LogPiece> pieces = logs.after(id, after, PIECES);
        return new LogView(pieces, ended && pieces.size() < PIECES);
    }

    @Transactional
    public HostView host(String name) {
        HostRecord host = knownHost(name);
        String waiting = runs.next(name)
                .map(run -> run.kind().name().toLowerCase(Locale.ROOT) + " run " + run.id() + " "
                        + (run.waiting().isEmpty() ? "is at step " + run.step() : "waits " + run.waiting()))
                .orElse("");
        return new HostView(
                host.name(),
                host.version(),
                host.inspectedAt(),
                host.inspectionFailure(),
                host.drift(),
                host.provisionedVersion(),
                host.nextInspectionAt(),
                waiting);
    }

    /** What the last inspection found and what stands between it and what is wanted. */
    @Transactional
    public HostInspected lastInspection(String name) {
        HostRecord host = knownHost(name);
        return hosts.lastInspection(name).orElseThrow(() -> notInspected(host));
    }

    /** The facts of the last inspection, a line each. */
    @Transactional
    public List<String> factLines(String name) {
        return FactLines.all(facts(name));
    }

    /** What the host's cards carry now, in the guide's form: wanting this plans no change. */
    @Transactional
    public String vgpuDefinitions(String name) {
        return VgpuDefinitionsWriter.of(Adoption.layoutOf(facts(name)));
    }

    private HostFacts facts(String name) {
        HostRecord host = knownHost(name);
        return hosts.facts(name).orElseThrow(() -> notInspected(host));
    }

    private static ProblemException notInspected(HostRecord host) {
        String why = host.inspectionFailure() == null ? "" : ": " + host.inspectionFailure();
        return Problem.of(
                        404,
                        "host-not-inspected",
                        "Host not inspected yet",
                        "Host %s was not inspected yet%s; ask with POST /v1/hosts/%s/inspect"
                                .formatted(host.name(), why, host.name()))
                .with("host", host.name())
                .asException();
    }

    private HostRecord knownHost(String name) {
        return hosts.find(name).orElseThrow(() -> hostNotKnown(name));
    }

    static ProblemException hostNotKnown(String name) {
        return Problem.of(
                        404,
                        "host-not-found",
                        "Host not known",
                        "Host %s was never asked for here; enrol it at inventory with PUT /v1/hosts/%s"
                                .formatted(name, name))
                .with("host", name)
                .asException();
    }

    private Run known(UUID id) {
        return runs.find(id).orElseThrow(() -> runNotKnown(id));
    }

    static ProblemException runNotKnown(UUID id) {
        return Problem.of(404, "run-not-found", "Run not known", "There is no run " + id + "; see GET /v1/runs")
                .with("run", id.toString())
                .asException();
    }
}
