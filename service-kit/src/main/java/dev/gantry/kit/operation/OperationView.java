package dev.gantry.kit.operation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A long operation: what, of what, how far, what it waits for, and its result or problem. {@code done} of {@code total} are hosts, steps
 * or per cent, by kind; {@code resource} is the path of the thing that has all the rest.
 */
@Schema(name = "Operation")
public record OperationView(
        @Schema(examples = "run:0197a2c1-0000-7000-8000-000000000000")
        String id,

        @Schema(examples = "run") String kind,

        @Schema(examples = "computegpu000") String subject,

        OperationState state,
        int done,
        int total,
        @Nullable String waitsFor,

        @Schema(description = "By kind: the report of an import, a line for each host") @Nullable
        Object result,

        @Schema(ref = "Problem") @Nullable Object problem,

        @Nullable String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,

        @Schema(examples = "/v1/runs/0197a2c1-0000-7000-8000-000000000000") @Nullable
        String resource) {

    private static final int UNPROCESSABLE = 422;

    /** What and of what, before anything of it is known to have happened. */
    public static OperationView of(
            String kind, String key, String subject, @Nullable String startedBy, Instant startedAt) {
        return new OperationView(
                kind + ":" + key,
                kind,
                subject,
                OperationState.WAITING,
                0,
                1,
                null,
                null,
                null,
                startedBy,
                startedAt,
                null,
                null);
    }

    public OperationView at(OperationState now, @Nullable String waitsFor, @Nullable Instant end) {
        return new OperationView(
                id,
                kind,
                subject,
                now,
                now == OperationState.SUCCEEDED ? total : done,
                total,
                now.isEnded() || waitsFor == null || waitsFor.isBlank() ? null : waitsFor,
                result,
                problem,
                startedBy,
                startedAt,
                end,
                resource);
    }

    /** How many of how many. */
    public OperationView progress(int newDone, int newTotal) {
        return new OperationView(
                id, kind, subject, state, newDone, newTotal, waitsFor, result, problem, startedBy, startedAt, endedAt,
                resource);
    }

    /** What is done, where one source has several kinds of work. */
    public OperationView named(String newKind) {
        return new OperationView(
                id, newKind, subject, state, done, total, waitsFor, result, problem, startedBy, startedAt, endedAt,
                resource);
    }

    public OperationView resource(String path) {
        return new OperationView(
                id, kind, subject, state, done, total, waitsFor, result, problem, startedBy, startedAt, endedAt, path);
    }

    public OperationView result(@Nullable Object newResult) {
        return new OperationView(
                id, kind, subject, state, done, total, waitsFor, newResult, problem, startedBy, startedAt, endedAt,
                resource);
    }

    /** Why it failed, as a problem of the kind {@code reason}. */
    public OperationView failed(String reason, String detail) {
        return failed(problem(reason, detail));
    }

    public OperationView failed(@Nullable Object newProblem) {
        return new OperationView(
                id,
                kind,
                subject,
                state,
                done,
                total,
                waitsFor,
                result,
                newProblem,
                startedBy,
                startedAt,
                endedAt,
                resource);
    }

    private static Map<String, Object> problem(String reason, String detail) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "/problems/" + reason);
        told.put("title", reason.replace('-', ' '));
        told.put("status", UNPROCESSABLE);
        told.put("detail", detail);
        return told;
    }
}
