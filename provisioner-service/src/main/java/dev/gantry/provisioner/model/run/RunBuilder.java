package dev.gantry.provisioner.model.run;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Run} like another one with some values changed. */
final class RunBuilder {
    private final UUID id;
    private final RunRequest request;
    private final Instant createdAt;
    private RunState state = RunState.QUEUED;
    private String waiting = "for a free worker";
    private String step = "";
    private RunProgress progress = RunProgress.NONE;
    private SortedMap<String, String> skipped = new TreeMap<>();
    private @Nullable AcceptedPlan accepted;
    private @Nullable AbortOrder abort;
    private @Nullable PendingReboot reboot;
    private @Nullable Failure result;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    RunBuilder(UUID id, RunRequest request, Instant createdAt) {
        this.id = id;
        this.request = request;
        this.createdAt = createdAt;
    }

    RunBuilder(Run run) {
        this(run.id(), run.request(), run.createdAt());
        this.state = run.state();
        this.waiting = run.waiting();
        this.step = run.step();
        this.progress = run.progress();
        this.skipped = run.skipped();
        this.accepted = run.accepted();
        this.abort = run.abort();
        this.reboot = run.reboot();
        this.result = run.result();
        this.startedAt = run.startedAt();
        this.finishedAt = run.finishedAt();
    }

    RunBuilder state(RunState value) {
        this.state = value;
        return this;
    }

    RunBuilder waiting(String value) {
        this.waiting = value;
        return this;
    }

    RunBuilder step(String value) {
        this.step = value;
        return this;
    }

    RunBuilder progress(RunProgress value) {
        this.progress = value;
        return this;
    }

    RunBuilder skipped(SortedMap<String, String> value) {
        this.skipped = value;
        return this;
    }

    RunBuilder accepted(@Nullable AcceptedPlan value) {
        this.accepted = value;
        return this;
    }

    RunBuilder abort(@Nullable AbortOrder value) {
        this.abort = value;
        return this;
    }

    RunBuilder reboot(@Nullable PendingReboot value) {
        this.reboot = value;
        return this;
    }

    RunBuilder result(@Nullable Failure value) {
        this.result = value;
        return this;
    }

    RunBuilder startedAt(@Nullable Instant value) {
        this.startedAt = value;
        return this;
    }

    RunBuilder finishedAt(@Nullable Instant value) {
        this.finishedAt = value;
        return this;
    }

    Run build() {
        return new Run(
                id,
                request,
                state,
                waiting,
                step,
                progress,
                skipped,
                accepted,
                abort,
                reboot,
                result,
                createdAt,
                startedAt,
                finishedAt);
    }
}
