package dev.gantry.local.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that is alone: every internal topic has one replica and one partition. */
final class BrokerSettings {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Map<String, Object> of(Path log, int port, int controllerPort) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                CONTROLLER,
                "listener.security.protocol.map",
                CONTROLLER + ":PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "log.dirs",
                log.toString(),
                "auto.create.topics.enable",
                "false",
                "controlled.shutdown.enable",
                "false"));
        settings.putAll(alone());
        settings.putAll(small());
        return settings;
    }

    private static Map<String, Object> alone() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    private static Map<String, Object> small() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                // After a kill the controller refuses the new broker until the session of the old one has ended.
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                // The smallest the cleaner accepts; the default takes 128 MiB of heap.
                "log.cleaner.dedupe.buffer.size", "2097153",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "queued.max.requests", "100");
    }
}
