package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.time.StopAwareScheduling;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.flow.run.RunIntake;
import dev.gantry.provisioner.store.HostRepository;
import dev.gantry.provisioner.store.HostRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Looks at provisioned hosts by the clock. It repairs nothing: what to do about a difference is for a person to say. */
@ApplicationScoped
public class DriftWatch {

    private static final int AT_ONCE = 200;

    private final HostRepository hosts;
    private final HostInspector looks;
    private final DriftTracker memory;
    private final RunIntake requests;
    private final LeaseGuard fence;
    private final Clock clock;

    DriftWatch(
            HostRepository hosts,
            HostInspector looks,
            DriftTracker memory,
            RunIntake requests,
            LeaseGuard fence,
            Clock clock) {
        this.hosts = hosts;
        this.looks = looks;
        this.memory = memory;
        this.requests = requests;
        this.fence = fence;
        this.clock = clock;
    }

    @Scheduled(
            every = "${gantry.provisioner.runs.drift-check:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = StopAwareScheduling.class)
    void wakeDue() {
        QuarkusTransaction.requiringNew()
                .run(() -> hosts.dueForLook(clock.instant(), AT_ONCE).forEach(requests::wake));
    }

    public void lookIfDue(Job job) {
        HostRow host = QuarkusTransaction.requiringNew().call(() -> hosts.findById(job.key()));
        if (host == null || host.nextLookAt == null || host.nextLookAt.isAfter(clock.instant())) {
            return;
        }
        HostInspectionRequested known = RunIntake.read(host);
        InspectionResult sight = looks.at(known.ssh(), known.desiredState());
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            switch (sight) {
                case InspectionResult.Seen seen ->
                    memory.keep(
                            new HostInspected(
                                    host.name,
                                    host.version,
                                    ContractMapper.facts(seen.facts()),
                                    ContractMapper.plan(seen.facts(), seen.plan())),
                            seen.facts());
                case InspectionResult.Unseen unseen -> memory.keepFailure(host.name, unseen.failure());
            }
        });
    }
}
