package dev.gantry.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gantry.contracts.Topic;
import dev.gantry.inventory.flow.lifecycle.SnapshotRebuild;
import dev.gantry.kit.event.TopicContents;
import dev.gantry.local.embedded.ServersForTests;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** A broker that has lost the topic of hosts gets it again from the database. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class SnapshotRebuildQTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    SnapshotRebuild rebuild;

    @Inject
    TopicContents topics;

    @Inject
    AgroalDataSource database;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @Test
    void aNewTopicIsFilledOnce() throws Exception {
        // given
        Operator.put("told-again", Operator.spec()).then().statusCode(201);
        await("the host is told").atMost(SOON).until(() -> !topics.isNew(Topic.HOSTS) && waiting() == 0);
        loseTheTopic();
        int before = told("told-again");
        // when
        rebuild.look();
        // then
        assertThat(told("told-again")).isEqualTo(before + 1);
        await("the topic holds it").atMost(SOON).until(() -> !topics.isNew(Topic.HOSTS));
        // when
        rebuild.look();
        // then
        assertThat(told("told-again")).isEqualTo(before + 1);
    }

    private void loseTheTopic() throws Exception {
        try (Admin admin = Admin.create(broker)) {
            admin.deleteTopics(List.of(Topic.HOSTS.topicName())).all().get();
            await("the topic is gone").atMost(SOON).until(() -> {
                try {
                    admin.createTopics(List.of(new NewTopic(Topic.HOSTS.topicName(), 3, (short) 1)))
                            .all()
                            .get();
                    return true;
                } catch (java.util.concurrent.ExecutionException stillThere) {
                    return false;
                }
            });
        }
        await("the topic is new").atMost(SOON).until(() -> topics.isNew(Topic.HOSTS));
    }

    private int told(String host) throws SQLException {
        return count("select count(*) from outbox where topic = ? and key = '" + host + "'");
    }

    private int waiting() throws SQLException {
        return count("select count(*) from outbox where topic = ? and sent_at is null");
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Topic.HOSTS.topicName());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
