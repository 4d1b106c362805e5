package dev.gantry.provisioner.flow;

import dev.gantry.kit.Job;
import dev.gantry.kit.Outcome;
import dev.gantry.kit.Worker;
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

    HostWorker(Runs runs, Inspections inspections, Provisions provisions, Drift drift) {
        this.runs = runs;
        this.inspections = inspections;
        this.provisions = provisions;
        this.drift = drift;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        Optional<RunRow> next = next(job.key());
        while (next.isPresent()) {
            Outcome turn =
                    switch (next.get().kind) {
                        case INSPECT -> inspections.turn(job, next.get());
                        case PROVISION -> provisions.turn(job, next.get());
                    };
            if (!(turn instanceof Outcome.Done)) {
                return turn;
            }
            next = next(job.key());
        }
        drift.lookIfDue(job);
        return new Outcome.Done();
    }

    private Optional<RunRow> next(String host) {
        return QuarkusTransaction.requiringNew().call(() -> runs.next(host));
    }
}
