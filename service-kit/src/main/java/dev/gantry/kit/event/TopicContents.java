package dev.gantry.kit.event;

import dev.gantry.contracts.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Whether a topic has ever held a record. */
@ApplicationScoped
public class TopicContents {
    private static final int SECONDS = 10;

    private final Map<String, Object> broker;

    TopicContents(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /** False as well when nobody can say: the broker is away, the topic is missing. */
    public boolean isNew(Topic topic) {
        try (Admin admin = Admin.create(broker)) {
            TopicDescription found = admin.describeTopics(List.of(topic.topicName()))
                    .allTopicNames()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next();
            Map<TopicPartition, OffsetSpec> ends = found.partitions().stream()
                    .collect(Collectors.toMap(
                            one -> new TopicPartition(topic.topicName(), one.partition()), one -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get(SECONDS, TimeUnit.SECONDS).values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .allMatch(end -> end == 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        }
    }
}
