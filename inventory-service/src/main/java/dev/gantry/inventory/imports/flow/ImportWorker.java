package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.operation.flow.OperationService;
import dev.gantry.inventory.operation.model.LongOperation;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Imports a large folder. What a worker that died had written is gone with its transaction, and the next one begins anew. */
@ApplicationScoped
class ImportWorker implements Worker {

    static final String KIND = "import";

    /** Far above what 10,000 hosts take; a worker that hangs gives the groups free. */
    private static final int LONGEST_SECONDS = 900;

    private final ImportFolder folder;
    private final OperationService operations;
    private final LeaseGuard lease;

    ImportWorker(ImportFolder folder, OperationService operations, LeaseGuard lease) {
        this.folder = folder;
        this.operations = operations;
        this.lease = lease;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        UUID id = UUID.fromString(job.key());
        Optional<LongOperation> found = operations.begin(id);
        if (found.isEmpty()) {
            return new Outcome.Done();
        }
        ImportRequest request = operations.request(id, ImportRequest.class);
        try {
            QuarkusTransaction.requiringNew().timeout(LONGEST_SECONDS).run(() -> {
                ImportReport report = folder.runLarge(
                        ImportRequest.unpacked(operations.files(id)),
                        request.options(),
                        request.cause(),
                        done -> operations.progress(id, done));
                lease.check(job);
                operations.succeed(id, report);
            });
        } catch (ProblemException e) {
            operations.fail(id, e.problem());
        }
        return new Outcome.Done();
    }
}
