package dev.gantry.provisioner.flow.worker;

import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseLostException;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.provisioner.flow.inspect.DriftWatch;
import dev.gantry.provisioner.flow.inspect.InspectionRunner;
import dev.gantry.provisioner.flow.provision.ProvisionRunner;
import dev.gantry.provisioner.flow.run.RunIntake;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.store.RunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Does what is due at one host. The job's key is the host, so that never two workers are at the same host. */
@ApplicationScoped
public class HostWorker implements Worker {

    private final RunRepository runs;
    private final InspectionRunner inspections;
    private final ProvisionRunner provisions;
    private final DriftWatch drift;
    private final InternalErrorHandler errors;

    HostWorker(
            RunRepository runs,
            InspectionRunner inspections,
            ProvisionRunner provisions,
            DriftWatch drift,
            InternalErrorHandler errors) {
        this.runs = runs;
        this.inspections = inspections;
        this.provisions = provisions;
        this.drift = drift;
        this.errors = errors;
    }

    @Override
    public String kind() {
        return RunIntake.JOB_KIND;
    }

    @Override
    public Outcome work(Job job) {
        Optional<Run> next = next(job.key());
        while (next.isPresent()) {
            Outcome turn = turn(job, next.get());
            if (!(turn instanceof Outcome.Done)) {
                return turn;
            }
            next = next(job.key());
        }
        drift.inspectIfDue(job);
        return new Outcome.Done();
    }

    private Outcome turn(Job job, Run run) {
        try {
            return switch (run.kind()) {
                case INSPECT -> inspections.turn(job, run);
                case PROVISION -> provisions.turn(job, run);
            };
        } catch (LeaseLostException elsewhere) {
            throw elsewhere;
        } catch (RuntimeException error) {
            return errors.at(job, run, error);
        }
    }

    private Optional<Run> next(String host) {
        return RetryingTransaction.call(() -> runs.next(host));
    }
}
