package dev.gantry.local.suite.launcher;

import dev.gantry.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** The Kafka topics of the suite; made before anyone speaks, because an event for a missing topic would be lost. */
final class Topics {
    private static final int PARTITIONS = 3;

    private Topics() {}

    static List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            NewTopic made = new NewTopic(topic.topicName(), PARTITIONS, (short) 1);
            topics.add(topic == Topic.HOSTS ? made.configs(Map.of("cleanup.policy", "compact")) : made);
            topics.add(new NewTopic(topic.deadLetterName(), 1, (short) 1));
        }
        return topics;
    }
}
