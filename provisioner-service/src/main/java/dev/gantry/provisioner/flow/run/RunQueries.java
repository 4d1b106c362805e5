package dev.gantry.provisioner.flow.run;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.kit.event.EventJson;
import dev.gantry.kit.http.Cursor;
import dev.gantry.kit.http.Page;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.provisioner.flow.inspect.HostInspector;
import dev.gantry.provisioner.model.desired.Adoption;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.HostRow;
import dev.gantry.provisioner.store.RunRepository;
import dev.gantry.provisioner.store.RunRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers what people ask about runs and hosts. Changes nothing. */
@ApplicationScoped
public class RunQueries {

    private static final int PIECES = 500;

    private final RunRepository runs;
    private final HostRepository hosts;

    RunQueries(RunRepository runs, HostRepository hosts) {
        this.runs = runs;
        this.hosts = hosts;
    }

    /** Newest first. */
    @Transactional
    public Page<RunView> runs(@Nullable String host, @Nullable RunState state, @Nullable String cursor, int limit) {
        UUID before = cursor == null ? null : position(cursor);
        List<RunView> found = runs.page(host, state, before, limit + 1).stream()
                .map(RunView::of)
                .toList();
        return Page.of(found, limit, run -> run.id().toString());
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
        return runs.steps(id).stream().map(StepView::of).toList();
    }

    /** After the piece with that id, 0 for the first. The state is read before the pieces, so that none is missed at the end. */
    @Transactional
    public LogView log(UUID id, long after) {
        boolean ended = !known(id).state.isOpen();
        List<LogView.Piece> pieces = runs.log(id, after, PIECES).stream()
                .map(p -> new LogView.Piece(p.id, p.text))
                .toList();
        return new LogView(pieces, ended && pieces.size() < PIECES);
    }

    @Transactional
    public HostView host(String name) {
        HostRow host = knownHost(name);
        String waiting = runs.next(name)
                .map(run -> run.kind.name().toLowerCase(Locale.ROOT) + " run " + run.id + " "
                        + (run.waiting.isEmpty() ? "is at step " + run.step : "waits " + run.waiting))
                .orElse("");
        return new HostView(
                host.name,
                host.version,
                host.lookedAt,
                host.lookFailure,
                host.drift,
                host.provisionedVersion,
                host.nextLookAt,
                waiting);
    }

    /** What the last look found and what stands between it and what is wanted. */
    @Transactional
    public HostInspected lastLook(String name) {
        HostRow host = knownHost(name);
        if (host.looked == null) {
            throw Problem.of(
                            404,
                            "host-not-looked-at",
                            "Host not looked at yet",
                            "Host %s was not looked at yet%s; ask with POST /v1/hosts/%s/look"
                                    .formatted(name, host.lookFailure == null ? "" : ": " + host.lookFailure, name))
                    .with("host", name)
                    .asException();
        }
        return EventJson.read(HostInspected.class, host.looked.getBytes(StandardCharsets.UTF_8));
    }

    /** The host's answer to the last look, line by line. */
    @Transactional
    public String answer(String name) {
        lastLook(name);
        return knownHost(name).answer;
    }

    /** What the host's cards carry now, in the guide's form: wanting this plans no change. */
    @Transactional
    public String layout(String name) {
        return VgpuDefinitionsWriter.of(Adoption.layoutOf(HostInspector.factsOf(answer(name))));
    }

    private HostRow knownHost(String name) {
        HostRow host = hosts.findById(name);
        if (host == null) {
            throw hostNotKnown(name);
        }
        return host;
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

    private RunRow known(UUID id) {
        RunRow run = runs.findById(id);
        if (run == null) {
            throw runNotKnown(id);
        }
        return run;
    }

    static ProblemException runNotKnown(UUID id) {
        return Problem.of(404, "run-not-found", "Run not known", "There is no run " + id + "; see GET /v1/runs")
                .with("run", id.toString())
                .asException();
    }
}
