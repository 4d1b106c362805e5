package dev.gantry.kit.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.contracts.Topic;
import dev.gantry.contracts.host.HostActivated;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.kit.TestWorld;
import dev.gantry.kit.job.JobTable;
import dev.gantry.local.embedded.ServersForTests;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Events and jobs of a small service on the kit, with a real database and broker. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class EventsQTest {
    @Inject
    TestWorld.Speaker speaker;

    @Inject
    TestWorld.Activations activations;

    @Inject
    TestWorld.Retirements retirements;

    @Inject
    TestWorld.Counter counter;

    @Inject
    JobTable jobs;

    @Inject
    AgroalDataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void eventArrivesOnceAndInOrder() {
        // when
        IntStream.range(0, 50).forEach(i -> speaker.say(new HostActivated("ordered", i, "operator", "seen")));
        // then
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(versionsOf("ordered"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> (long) i).toList()));
    }

    /** Otherwise a service without work would look for some without a pause. */
    @Test
    void lookingForWorkInVainWakesNobody() throws SQLException {
        // given
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(number("select count(*) from job where state = 'READY'"))
                        .isZero());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen gantry");
            // when
            assertThat(jobs.claim("none", "me", Duration.ofSeconds(1), List.of()))
                    .isEmpty();
            statement.execute("notify gantry, 'the end'");
            // then
            List<String> heard = new ArrayList<>();
            while (!heard.contains("the end")) {
                for (PGNotification one : connection.unwrap(PGConnection.class).getNotifications(60_000)) {
                    heard.add(one.getParameter());
                }
            }
            assertThat(heard).doesNotContain("job");
        }
    }

    @Test
    void eventOfRolledBackTransactionIsNeverSent() {
        // given
        assertThatThrownBy(() -> speaker.sayAndFail(new HostActivated("rolled-back", 1, "operator", "seen")))
                .hasMessageContaining("rolled back");
        // when
        speaker.say(new HostActivated("after-rollback", 1, "operator", "seen"));
        // then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(versionsOf("after-rollback")).hasSize(1));
        assertThat(versionsOf("rolled-back")).isEmpty();
    }

    @Test
    void recordSeenTwiceTakesEffectOnce() {
        // given
        String json = EventJson.write(new HostActivated("twice", 4, "operator", "seen"));
        // when
        send("twice", json, "id-of-twice", "dev.gantry.host.activated.v1");
        send("twice", json, "id-of-twice", "dev.gantry.host.activated.v1");
        send(
                "twice",
                EventJson.write(new HostActivated("twice-end", 1, "operator", "")),
                "id-of-end",
                "dev.gantry.host.activated.v1");
        // then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(versionsOf("twice-end")).hasSize(1));
        assertThat(versionsOf("twice")).containsExactly(4L);
    }

    @Test
    void unreadableRecordIsBuriedAndTheNextIsRead() {
        // when
        send("poison", "{not json", "id-of-poison", "dev.gantry.host.activated.v1");
        send(
                "poison",
                EventJson.write(new HostActivated("healthy", 1, "operator", "")),
                "id-of-healthy",
                "dev.gantry.host.activated.v1");
        // then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(versionsOf("healthy")).hasSize(1));
        operator().get("/v1/dead-letters").then().statusCode(200).body("items.key", hasItem("poison"));
    }

    @Test
    void failingRecordIsBuriedAndCanBeReplayed() {
        // given
        speaker.say(new HostRetired("stubborn", 9, "old"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> operator().get("/v1/dead-letters").then().body("items.key", hasItem("stubborn")));
        int triesBefore = retirements.tries.get();
        String id = operator().get("/v1/dead-letters").path("items.find { it.key == 'stubborn' }.id");
        retirements.mended = true;
        // when
        operator().post("/v1/dead-letters/" + id + "/replay").then().statusCode(200);
        // then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(retirements.tries.get()).isEqualTo(triesBefore + 1));
        assertThat(triesBefore).isEqualTo(5);
    }

    @Test
    void jobIsTakenUpAgainUntilDone() {
        // when
        speaker.ask("count", "three");
        // then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(counter.turns).contains("three#1", "three#2", "three#3"));
    }

    private List<Long> versionsOf(String host) {
        return activations.seen.stream()
                .filter(e -> e.host().equals(host))
                .map(HostActivated::version)
                .toList();
    }

    private void send(String key, String json, String id, String type) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topic.INVENTORY.topicName(), key, json.getBytes(StandardCharsets.UTF_8));
        Map.of("ce_id", id, "ce_source", "/test", "ce_type", type, "ce_time", "2026-01-01T00:00:00Z")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ServersForTests.TOKEN);
    }
}
