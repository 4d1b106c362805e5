package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.kit.event.EventJson;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.flow.run.RunEnding;
import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.store.RunRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A run that looks only, and tells what it saw. */
@ApplicationScoped
public class InspectionRunner {

    private final HostInspector looks;
    private final RunJournal book;
    private final DriftTracker memory;
    private final RunEnding ending;
    private final Outbox outbox;
    private final RunSettings settings;

    InspectionRunner(
            HostInspector looks,
            RunJournal book,
            DriftTracker memory,
            RunEnding ending,
            Outbox outbox,
            RunSettings settings) {
        this.looks = looks;
        this.book = book;
        this.memory = memory;
        this.ending = ending;
        this.outbox = outbox;
        this.settings = settings;
    }

    public Outcome turn(Job job, RunRow run) {
        HostInspectionRequested asked =
                EventJson.read(HostInspectionRequested.class, run.request.getBytes(StandardCharsets.UTF_8));
        RunRow begun = book.working(job, run.id);
        if (begun.abortReason != null) {
            return failed(job, begun, Failure.lasting("aborted", begun.abortReason), RunState.ABORTED);
        }
        return switch (looks.at(asked.ssh(), asked.desiredState())) {
            case InspectionResult.Seen seen -> seen(job, begun, seen);
            case InspectionResult.Unseen unseen -> unseen(job, begun, unseen.failure());
        };
    }

    private Outcome seen(Job job, RunRow run, InspectionResult.Seen seen) {
        book.write(job, run.id, row -> {
            HostInspected told = new HostInspected(
                    run.host,
                    run.version,
                    ContractMapper.facts(seen.facts()),
                    ContractMapper.plan(seen.facts(), seen.plan()),
                    memory.changed(run.host, seen.facts()));
            memory.keep(told, seen.facts());
            ending.of(row, RunState.SUCCEEDED, new Failure("", told.plan().text(), false));
            outbox.publish(told);
        });
        return new Outcome.Done();
    }

    private Outcome unseen(Job job, RunRow run, Failure failure) {
        int failures = run.failures + 1;
        if (failure.retryable() && failures < settings.lookLimit()) {
            book.write(job, run.id, row -> row.failures = failures);
            return book.waiting(job, run.id, Duration.ofSeconds(1L << failures), failure.detail() + "; trying again");
        }
        return failed(job, run, failure, RunState.FAILED);
    }

    private Outcome failed(Job job, RunRow run, Failure failure, RunState state) {
        book.write(job, run.id, row -> {
            memory.keepFailure(run.host, failure);
            ending.of(row, state, failure);
            outbox.publish(new HostInspectionFailed(
                    run.host, run.version, failure.reason(), failure.detail(), failure.retryable()));
        });
        return new Outcome.Done();
    }
}
