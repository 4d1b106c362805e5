package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.contracts.Topic;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.event.TopicContents;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Fills the compacted topic of hosts from the database when it is new: after the broker lost its data, or the database was restored beside an
 * empty one. Each host is told under its lock, so that no older picture comes after a newer one.
 */
@ApplicationScoped
public class SnapshotRebuild {
    private final TopicContents topics;
    private final HostRepository hosts;
    private final HostTransitions transitions;

    SnapshotRebuild(TopicContents topics, HostRepository hosts, HostTransitions transitions) {
        this.topics = topics;
        this.hosts = hosts;
        this.transitions = transitions;
    }

    @Scheduled(every = "1h", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void look() {
        if (!topics.isNew(Topic.HOSTS)) {
            return;
        }
        List<String> names = QuarkusTransaction.requiringNew()
                .call(() -> hosts.all().stream().map(Host::name).toList());
        if (names.isEmpty()) {
            return;
        }
        for (String name : names) {
            QuarkusTransaction.requiringNew().run(() -> hosts.lock(name).ifPresent(transitions::tellAgain));
        }
        Log.infof(
                "topic of hosts was empty, filled from the database topic=%s changes=%d",
                Topic.HOSTS.topicName(), names.size());
    }
}
