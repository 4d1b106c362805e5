package dev.gantry.inventory.operation.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.inventory.operation.model.LongOperation;
import dev.gantry.inventory.operation.model.LongOperation.State;
import dev.gantry.inventory.operation.store.LongOperationRepository;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.security.Actor;
import dev.gantry.kit.trace.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accepts long operations and keeps how far they are. Progress is stored by itself, whatever the work's own transaction does. */
@ApplicationScoped
public class OperationService {

    private static final Duration KEPT = Duration.ofDays(30);

    private final LongOperationRepository operations;
    private final JobQueue jobs;
    private final ObjectMapper json;
    private final Clock clock;
    private final Actor actor;

    OperationService(LongOperationRepository operations, JobQueue jobs, ObjectMapper json, Clock clock, Actor actor) {
        this.operations = operations;
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
        this.actor = actor;
    }

    /** {@code kind} is that of the worker, whose job has the operation's id for its key. */
    @Transactional(Transactional.TxType.MANDATORY)
    public LongOperation accept(String kind, String subject, Object request, byte @Nullable [] files, int total) {
        LongOperation operation = new LongOperation(
                Ids.next(),
                kind,
                subject,
                State.WAITING,
                0,
                total,
                "a free worker",
                null,
                null,
                actor.name(),
                clock.instant(),
                null);
        operations.insert(operation, write(request), files);
        jobs.enqueue(
                kind,
                operation.id().toString(),
                Map.of("operation", operation.id().toString()));
        return operation;
    }

    @Transactional
    public LongOperation find(UUID id) {
        return operations.find(id).orElseThrow(() -> notFound(id.toString()));
    }

    /** 409 for one that has ended. What it did already stays; an import that is cancelled has done nothing. */
    @Transactional
    public LongOperation cancel(UUID id) {
        find(id);
        return operations.end(id, State.CANCELLED, null, null, clock.instant()).orElseThrow(() -> Problem.of(
                        409,
                        "operation-ended",
                        "Operation has ended",
                        "Operation %s has ended; there is nothing to cancel.".formatted(id))
                .with("operation", id)
                .asException());
    }

    /** Empty when it has ended or is gone: there is nothing to do. */
    public Optional<LongOperation> begin(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> operations.begin(id));
    }

    public <T> T request(UUID id, Class<T> type) {
        String text = QuarkusTransaction.requiringNew().call(() -> operations.request(id));
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("request of operation " + id + " cannot be read", e);
        }
    }

    public byte[] files(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> operations.files(id));
    }

    public void progress(UUID id, int done) {
        progress(id, done, null);
    }

    /** False when it was cancelled meanwhile. */
    public boolean progress(UUID id, int done, @Nullable Object result) {
        String text = result == null ? null : write(result);
        return QuarkusTransaction.requiringNew().call(() -> operations.progress(id, done, text));
    }

    /** In the work's own transaction where there is one, so that both are true or neither. 409 when it was cancelled. */
    @Transactional
    public void succeed(UUID id, Object result) {
        boolean isOpen = operations
                .end(id, State.SUCCEEDED, write(result), null, clock.instant())
                .isPresent();
        if (!isOpen) {
            throw Problem.of(409, "operation-ended", "Operation has ended", "It was cancelled meanwhile.")
                    .asException();
        }
    }

    public void fail(UUID id, Problem problem) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "/problems/" + problem.kind());
        told.put("title", problem.title());
        told.put("status", problem.status());
        told.put("detail", problem.detail());
        told.putAll(problem.members());
        String text = write(told);
        QuarkusTransaction.requiringNew().run(() -> operations.end(id, State.FAILED, null, text, clock.instant()));
    }

    @Scheduled(every = "1h", delayed = "7m")
    void forget() {
        QuarkusTransaction.requiringNew()
                .call(() -> operations.deleteBefore(clock.instant().minus(KEPT)));
    }

    /** 404 for an id that is none of ours. */
    public static RuntimeException notFound(String id) {
        return Problem.of(
                        404,
                        "operation-not-found",
                        "Operation not known",
                        "Operation %s is not known; operations are kept for %d days.".formatted(id, KEPT.toDays()))
                .asException();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("operation cannot be written", e);
        }
    }
}
