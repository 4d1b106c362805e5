package dev.gantry.inventory.flow.host;

import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.time.StopAwareScheduling;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Counts hosts by state for the metrics. */
@ApplicationScoped
class HostMetrics {

    private final HostRepository hosts;
    private final MeterRegistry meters;
    private volatile Map<HostState, Long> counts = Map.of();

    HostMetrics(HostRepository hosts, MeterRegistry meters) {
        this.hosts = hosts;
        this.meters = meters;
    }

    void register(@Observes StartupEvent event) {
        for (HostState state : HostState.values()) {
            Gauge.builder("gantry.hosts", () -> counts.getOrDefault(state, 0L))
                    .description("Hosts in this state")
                    .tag("state", state.name())
                    .register(meters);
        }
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = StopAwareScheduling.class)
    void count() {
        counts = Map.copyOf(QuarkusTransaction.requiringNew().call(hosts::countByState));
    }
}
