package dev.gantry.kit.start;

import dev.gantry.contracts.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** {@code make-topics [PARTITIONS [REPLICAS]]}: makes the topics of the suite that are not there; those that are stay as they are. */
final class TopicCreation {
    private static final int PARTITIONS = 3;
    private static final int SECONDS = 30;
    /** A majority of three, which is what a cluster usually has. */
    private static final int MANY = 3;

    private TopicCreation() {}

    /** Returns the exit status. */
    static int run(String[] arguments, PrintStream out) {
        try {
            int partitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : PARTITIONS;
            short replicas = Short.parseShort(arguments.length > 2 ? arguments[2] : "1");
            try (Admin admin = Admin.create(ServiceConfig.kafka(ServiceConfig.read()))) {
                for (NewTopic topic : topics(partitions, replicas)) {
                    out.println(make(admin, topic));
                }
            }
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (NumberFormatException e) {
            out.println("make-topics [PARTITIONS [REPLICAS]]: " + e.getMessage());
        } catch (ExecutionException | TimeoutException | KafkaException | IOException | UncheckedIOException e) {
            out.println("the topics were not made: " + e.getMessage() + "; see check-config");
        }
        return 1;
    }

    static List<NewTopic> topics(int partitions, short replicas) {
        return java.util.Arrays.stream(Topic.values())
                .flatMap(topic -> java.util.stream.Stream.of(
                        new NewTopic(topic.topicName(), partitions, replicas).configs(settings(topic, replicas)),
                        new NewTopic(topic.deadLetterName(), 1, replicas)))
                .toList();
    }

    private static Map<String, String> settings(Topic topic, short replicas) {
        Map<String, String> settings = new HashMap<>();
        if (topic == Topic.HOSTS) {
            settings.put("cleanup.policy", "compact");
        }
        if (replicas >= MANY) {
            settings.put("min.insync.replicas", "2");
        }
        return settings;
    }

    private static String make(Admin admin, NewTopic topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get(SECONDS, TimeUnit.SECONDS);
            return "made   " + topic.name();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return "there  " + topic.name();
            }
            throw e;
        }
    }
}
