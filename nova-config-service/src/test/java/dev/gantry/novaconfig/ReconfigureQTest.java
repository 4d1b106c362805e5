package dev.gantry.novaconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.kit.trace.Ids;
import dev.gantry.novaconfig.control.ControlServer;
import dev.gantry.novaconfig.model.publish.Reconfiguration;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.store.ReconfigurationRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reconfigure command on a control host behind a real SSH server. */
@QuarkusTest
class ReconfigureQTest extends ServiceQTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    @Inject
    ReconfigurationRepository reconfigurations;

    @Inject
    EntityManager entities;

    private ControlServer control;

    @BeforeEach
    void start() throws Exception {
        control = new ControlServer(temp);
    }

    @AfterEach
    void stop() throws Exception {
        letRunsEnd();
        settings(Map.of());
        control.close();
    }

    @Test
    void commandThatEndsWellPublishesAndItsLogIsFollowedLive() throws Exception {
        // given
        site("echo deploying {hosts}; until [ -e \"$HOME/go\" ]; do sleep 0.1; done; echo deployed");
        try (EventWire wire = new EventWire(servers)) {
            // when
            wire.say(EventWire.provisioned("ctl001", 4, "ctl", Sites.guide().getFirst()));
            String revision = wire.heard(NovaConfigRendered.class, "ctl001", 4).revisionId();
            String run = running();
            CompletableFuture<String> live = CompletableFuture.supplyAsync(() -> operator()
                    .accept("text/event-stream")
                    .get("/v1/reconfigurations/" + run + "/log")
                    .asString());
            // then
            operator().get("/v1/revisions/" + revision).then().body("state", equalTo("READY"));
            Files.createFile(control.home().resolve("go"));
            NovaConfigPublished published = wire.heard(NovaConfigPublished.class, "ctl001", 4);
            assertThat(published.target()).isEqualTo("control-host");
            assertThat(published.reference()).startsWith("/v1/reconfigurations/");
            assertThat(live)
                    .succeedsWithin(PATIENCE)
                    .asString()
                    .contains("deploying ", "deployed", "event:end", "SUCCEEDED");
            operator()
                    .accept("text/plain")
                    .get(published.reference() + "/log")
                    .then()
                    .statusCode(200)
                    .body(containsString("ctl001"))
                    .body(containsString("deployed\n"));
            operator()
                    .get(published.reference())
                    .then()
                    .body("state", equalTo("SUCCEEDED"))
                    .body("result", equalTo("done: exit status 0"))
                    .body("endedAt", notNullValue());
            operator().get("/v1/revisions/" + revision).then().body("publication.target", equalTo("control-host"));
        }
    }

    @Test
    void commandThatFailsLeavesTheHostUnpublishedWithTheReason() {
        // given
        site("echo no such inventory >&2; exit 3");
        try (EventWire wire = new EventWire(servers)) {
            // when
            wire.say(EventWire.provisioned("ctl002", 4, "ctl", Sites.guide().getFirst()));
            String revision = wire.heard(NovaConfigRendered.class, "ctl002", 4).revisionId();
            // then
            await().atMost(PATIENCE).untilAsserted(() -> operator()
                    .get("/v1/revisions/" + revision)
                    .then()
                    .body("state", equalTo("READY"))
                    .body("publication", equalTo(null))
                    .body("problem", containsString("command-failed: exit status 3")));
            String problem = operator().get("/v1/revisions/" + revision).path("problem");
            String run = problem.substring("reconfigure ".length(), problem.indexOf(':'));
            operator().get("/v1/reconfigurations/" + run).then().body("state", equalTo("FAILED"));
            operator()
                    .accept("text/plain")
                    .get("/v1/reconfigurations/" + run + "/log")
                    .then()
                    .body(equalTo("no such inventory\n"));
        }
    }

    @Test
    void lostConnectionIsTakenUpWithoutASecondStart() throws Exception {
        // given
        site("echo x >> \"$HOME/starts\"; echo begun; until [ -e \"$HOME/go\" ]; do sleep 0.1; done");
        try (EventWire wire = new EventWire(servers)) {
            wire.say(EventWire.provisioned("ctl003", 4, "ctl", Sites.guide().getFirst()));
            wire.heard(NovaConfigRendered.class, "ctl003", 4);
            String run = running();
            await().atMost(PATIENCE).untilAsserted(() -> operator()
                    .accept("text/plain")
                    .get("/v1/reconfigurations/" + run + "/log")
                    .then()
                    .body(equalTo("begun\n")));
            // when
            control.cut();
            Files.createFile(control.home().resolve("go"));
            // then
            assertThat(wire.heard(NovaConfigPublished.class, "ctl003", 4).target())
                    .isEqualTo("control-host");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            operator().get("/v1/reconfigurations/" + run).then().body("state", equalTo("SUCCEEDED")));
            letRunsEnd();
            try (var runs = Files.list(control.home().resolve(".gantry/runs"))) {
                assertThat(Files.readAllLines(control.home().resolve("starts"))).hasSize((int) runs.count());
            }
        }
    }

    @Test
    void runWaitsWhileAnotherReplicaHasTheControlHost() {
        // given
        site("true");
        Reconfiguration other = QuarkusTransaction.requiringNew().call(this::runOfAnotherReplica);
        try (EventWire wire = new EventWire(servers)) {
            // when
            wire.say(EventWire.provisioned("ctl005", 4, "ctl", Sites.guide().getFirst()));
            wire.heard(NovaConfigRendered.class, "ctl005", 4);
            String waits = "select count(*) from job where kind = 'reconfigure' and reason = 'waits for run "
                    + other.id() + "'";
            await().atMost(PATIENCE).until(() -> count(waits) > 0);
            assertThat(operator()
                            .get("/v1/reconfigurations")
                            .<List<String>>path("items.findAll { it.state == 'RUNNING' }.id"))
                    .containsExactly(other.id());
            QuarkusTransaction.requiringNew()
                    .run(() -> reconfigurations.store(other.done("done: exit status 0", Instant.EPOCH)));
            // then
            assertThat(wire.heard(NovaConfigPublished.class, "ctl005", 4).target())
                    .isEqualTo("control-host");
        }
    }

    private Reconfiguration runOfAnotherReplica() {
        Reconfiguration run = Reconfiguration.requested(
                        Ids.next().toString(),
                        List.of("ctl004"),
                        List.of(),
                        "true",
                        new Reconfiguration.Request("operator", Instant.EPOCH))
                .begun();
        reconfigurations.store(run);
        return run;
    }

    private long count(String sql) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery(sql).getSingleResult()).longValue());
    }

    @Test
    void strangeHostAndMissingControlHostAreRefused() {
        // given
        site("true");
        // then
        operator()
                .contentType(ContentType.JSON)
                .body(Map.of("hosts", List.of("nowhere999")))
                .post("/v1/reconfigurations")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/hosts-unknown"));
        operator().get("/v1/reconfigurations/none").then().statusCode(404);
    }

    /** A run that a test leaves behind would be in the way of the next one. */
    private void letRunsEnd() throws IOException {
        Path go = control.home().resolve("go");
        if (Files.notExists(go)) {
            Files.createFile(go);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(operator()
                        .get("/v1/reconfigurations")
                        .<List<String>>path("items.findAll { it.endedAt == null }.id"))
                .isEmpty());
    }

    private static String running() {
        String[] id = {null};
        await().atMost(PATIENCE).untilAsserted(() -> {
            id[0] = operator().get("/v1/reconfigurations").path("items.find { it.state == 'RUNNING' }.id");
            assertThat(id[0]).isNotNull();
        });
        return id[0];
    }

    private void site(String command) {
        settings(Map.of(
                "target",
                "control-host",
                "control",
                Map.of(
                        "address",
                        "127.0.0.1",
                        "port",
                        control.port(),
                        "user",
                        "stack",
                        "hostKey",
                        control.fingerprint(),
                        "keyPath",
                        control.key().toString(),
                        "command",
                        command)));
    }
}
