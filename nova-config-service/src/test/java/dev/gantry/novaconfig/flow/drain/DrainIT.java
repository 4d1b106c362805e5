package dev.gantry.novaconfig.flow.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.model.drain.DrainPolicy;
import dev.gantry.novaconfig.model.drain.DrainWay;
import dev.gantry.novaconfig.model.drain.ServerMove;
import dev.gantry.novaconfig.openstack.NovaServers;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.CloudsYaml;
import dev.gantry.testing.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Nova with Keystone, Placement and two compute hosts of its own fake driver, by {@code local/tools/openstack}. */
class DrainIT {

    private static final CloudSession.Service COMPUTE = new CloudSession.Service("compute", "2.86");
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String HOST = "computegpu000";
    private static final String OTHER = "computegpu001";
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    static Path home;

    static LocalServer cloud;
    static CloudSession session;
    static NovaServers nova;

    private Drain kept = Drain.begun(
            HOST,
            1,
            new DrainPolicy(List.of(DrainWay.LIVE_MIGRATE, DrainWay.COLD_MIGRATE), DrainPolicy.Unknown.LEAVE, 2, 0),
            new Drain.Request("run 7", "amira"),
            CLOCK.instant());

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path place = home.resolve("openstack");
        cloud = LocalServer.start("openstack", place, Map.of("OPENSTACK_HOME", place.toString()));
        Path clouds = Files.writeString(home.resolve("clouds.yaml"), """
            clouds:
              site:
                region_name: %s
                auth:
                  auth_url: %s
                  username: %s
                  password: %s
                  project_name: %s
                  user_domain_id: default
                  project_domain_id: default
            """.formatted(
                        cloud.said("region"),
                        cloud.said("authUrl"),
                        cloud.said("username"),
                        cloud.said("password"),
                        cloud.said("project")));
        session = new CloudSession(CloudsYaml.read(clouds, "site"));
        nova = new NovaServers(session);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void runningServersLeaveLiveAndOthersColdAndTheServiceTakesGuestsAgain() {
        // given
        String running = server("running");
        String off = server("off");
        session.call(COMPUTE, "POST", "/servers/" + off + "/action", Map.of("os-stop", Map.of()));
        awaitStatus(off, "SHUTOFF", HOST);

        // when
        await().pollInterval(Duration.ofSeconds(1)).atMost(SOON).until(() -> {
            Turns.take(nova, HOST, kept, CLOCK, d -> kept = d);
            return kept.state() != Drain.DrainState.DRAINING;
        });

        // then
        assertThat(kept.state()).as("%s", kept).isEqualTo(Drain.DrainState.DRAINED);
        assertThat(kept.moves())
                .extracting(ServerMove::id, ServerMove::way, ServerMove::detail)
                .containsExactlyInAnyOrder(
                        tuple(running, DrainWay.LIVE_MIGRATE, "on " + OTHER),
                        tuple(off, DrainWay.COLD_MIGRATE, "on " + OTHER));
        awaitStatus(running, "ACTIVE", OTHER);
        awaitStatus(off, "SHUTOFF", OTHER);
        assertThat(nova.servers(HOST)).isEmpty();
        NovaServers.ComputeService disabled = nova.services().get(HOST);
        assertThat(disabled.enabled()).isFalse();
        assertThat(disabled.disabledReason()).isEqualTo("gantry: run 7");
        nova.enable(disabled);
        assertThat(nova.services().get(HOST).enabled()).isTrue();
    }

    private static String server(String name) {
        JsonNode made = session.call(
                COMPUTE,
                "POST",
                "/servers",
                Map.of(
                        "server",
                        Map.of(
                                "name",
                                name,
                                "imageRef",
                                cloud.said("image"),
                                "flavorRef",
                                cloud.said("flavor"),
                                "networks",
                                "none",
                                "availability_zone",
                                "nova:" + HOST)));
        String id = made.path("server").path("id").asText();
        awaitStatus(id, "ACTIVE", HOST);
        return id;
    }

    private static void awaitStatus(String id, String status, String host) {
        await().pollInterval(Duration.ofSeconds(1)).atMost(SOON).untilAsserted(() -> assertThat(nova.server(id))
                .hasValueSatisfying(s -> {
                    assertThat(s.status()).as("%s", s).isEqualTo(status);
                    assertThat(s.host()).isEqualTo(host);
                    assertThat(s.task()).isNull();
                }));
    }
}
