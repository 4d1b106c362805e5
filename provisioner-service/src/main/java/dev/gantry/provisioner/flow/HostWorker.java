package dev.gantry.provisioner.flow;

import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseLostException;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.provisioner.store.RunRow;
import dev.gantry.provisioner.store.Runs;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Does what is due at one host. The job's key is the host, so that never two workers are at the same host. */
@ApplicationScoped
class HostWorker implements Worker {

    static final String KIND = "host";

    private final Runs runs;
    private final Inspections inspections;
    private final Provisions provisions;
    private final Drift drift;
    private final Breakdown breakdown;

    HostWorker(Runs runs, Inspections inspections, Provisions provisions, Drift drift, Breakdown breakdown) {
        this.runs = runs;
        this.inspections = inspections;
        this.provisions = provisions;
        this.drift = drift;
        this.breakdown = breakdown;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        Optional<RunRow> next = next(job.key());
        while (next.isPresent()) {
            Outcome turn = turn(job, next.get());
            if (!(turn instanceof Outcome.Done)) {
                return turn;
            }
            next = next(job.key());
        }
        drift.lookIfDue(job);
        return new Outcome.Done();
    }

    private Outcome turn(Job job, RunRow run) {
        try {
            return switch (run.kind) {
                case INSPECT -> inspections.turn(job, run);
                case PROVISION -> provisions.turn(job, run);
            };
        } catch (LeaseLostException elsewhere) {
            throw elsewhere;
        } catch (RuntimeException error) {
            return breakdown.at(job, run, error);
        }
    }

    private Optional<RunRow> next(String host) {
        return QuarkusTransaction.requiringNew().call(() -> runs.next(host));
    }
}
