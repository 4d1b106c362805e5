package dev.gantry.novaconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.contracts.EventType;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.contracts.host.HostUpdated;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.novaconfig.model.render.Sites;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Events in, revisions and events out. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.MethodName.class)
class RevisionsQTest extends ServiceQTest {
    @Test
    void provisionedHostIsRenderedPublishedAndServed() throws IOException {
        // given
        try (EventWire wire = new EventWire(servers)) {
            // when
            wire.say(EventWire.provisioned(
                    "served001", 4, "compute_multi_instance_gpu", Sites.guide().get(1)));
            // then
            NovaConfigRendered rendered = wire.heard(NovaConfigRendered.class, "served001", 4);
            NovaConfigPublished published = wire.heard(NovaConfigPublished.class, "served001", 4);
            assertThat(rendered.resourceClasses()).containsExactly("CUSTOM_NVIDIA_699", "CUSTOM_NVIDIA_700");
            assertThat(rendered.release()).isEqualTo("2025.1");
            assertThat(published.revisionId()).isEqualTo(rendered.revisionId());
            assertThat(published.target()).isEqualTo("served");
            operator()
                    .get(published.reference())
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("PUBLISHED"))
                    .body("number", equalTo(1))
                    .body("files", hasItem("kolla/config/nova/served001/nova-compute.conf"));
            operator()
                    .get(published.reference() + "/files/kolla/config/nova/served001/nova-compute.conf")
                    .then()
                    .statusCode(200)
                    .body(containsString("enabled_mdev_types = nvidia-700, nvidia-699"));
            byte[] archive = operator()
                    .get(published.reference() + "/archive")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray();
            assertThat(new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes())
                    .asString()
                    .contains("[mdev_nvidia-700]");
            operator().get("/v1/nova-compute.conf").then().statusCode(200).body(containsString("{% raw %}"));
            operator()
                    .get("/v1/flavors.yaml")
                    .then()
                    .statusCode(200)
                    .body(containsString("name: \"vgpu.a100d.2g.20gb\""));
        }
    }

    @Test
    void sameDevicesAgainMakeNoRevisionButAnswer() {
        try (EventWire wire = new EventWire(servers)) {
            // given
            wire.say(EventWire.provisioned("again001", 4, "g", Sites.guide().getFirst()));
            String first = wire.heard(NovaConfigPublished.class, "again001", 4).revisionId();
            // when
            wire.say(EventWire.provisioned("again001", 9, "g", Sites.guide().getFirst()));
            // then
            assertThat(wire.heard(NovaConfigPublished.class, "again001", 9).revisionId())
                    .isEqualTo(first);
            operator().get("/v1/hosts/again001/revisions").then().body("items", hasSize(1));
        }
    }

    @Test
    void olderFactIsIgnoredAndALaterGroupChangeDoesNotHideAnAnswer() {
        try (EventWire wire = new EventWire(servers)) {
            // given
            wire.say(new HostUpdated("older001", 8, List.of("newgroup"), List.of("groups")));
            wire.say(EventWire.provisioned(
                    "older001", 5, "oldgroup", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "older001", 5);
            // when
            wire.say(EventWire.provisioned(
                    "older001", 3, "oldgroup", Sites.guide().get(1)));
            wire.say(EventWire.provisioned("older001-end", 1, "g", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "older001-end", 1);
            // then
            operator().get("/v1/hosts/older001/revisions").then().body("items", hasSize(1));
            operator().get("/v1/nova-compute.conf").then().body(not(containsString("oldgroup")));
        }
    }

    @Test
    void retypedHostShowsWhatChanged() {
        try (EventWire wire = new EventWire(servers)) {
            // given
            wire.say(EventWire.provisioned(
                    "retyped007", 4, "compute_vgpu", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "retyped007", 4);
            // when
            wire.say(EventWire.provisioned(
                    "retyped007", 6, "compute_vgpu", Sites.guide().get(2)));
            String id = wire.heard(NovaConfigPublished.class, "retyped007", 6).revisionId();
            // then
            operator()
                    .get("/v1/revisions/" + id + "/diff")
                    .then()
                    .statusCode(200)
                    .body("changes.find { it.option == 'enabled_mdev_types' }.before", contains("nvidia-697"))
                    .body(
                            "changes.find { it.option == 'enabled_mdev_types' }.after",
                            contains("nvidia-697, nvidia-698"));
            operator()
                    .accept("text/plain")
                    .get("/v1/revisions/" + id + "/diff")
                    .then()
                    .statusCode(200)
                    .body(containsString("+device_addresses = 0000:81:00.4\n"));
        }
    }

    @Test
    void retiredHostLeavesTheGroupForm() {
        try (EventWire wire = new EventWire(servers)) {
            // given
            wire.say(EventWire.provisioned(
                    "leaving001", 4, "leaving", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "leaving001", 4);
            operator().get("/v1/nova-compute.conf").then().body(containsString("groups['leaving']"));
            // when
            wire.say(new HostRetired("leaving001", 7, "sold"));
            // then
            await().atMost(SOON)
                    .untilAsserted(
                            () -> operator().get("/v1/nova-compute.conf").then().body(not(containsString("leaving"))));
            operator().get("/v1/hosts/leaving001/revisions").then().body("items", hasSize(1));
        }
    }

    @Test
    void impossibleRevisionIsHeld() {
        try (EventWire wire = new EventWire(servers)) {
            // given
            Device whole =
                    new Device("PASSTHROUGH", "0000:21:00.0", "0000:21:00.0", null, null, null, "10de", "20b5", null);
            Device slice =
                    new Device("MDEV", "0000:21:00.0", "0000:21:00.4", "u", "nvidia-697", null, "10de", "20b5", null);
            // when
            wire.say(new HostProvisioned("held001", 2, "run", List.of(whole, slice), List.of("g"), null, 0, 0, null));
            // then
            NovaConfigRendered rendered = wire.heard(NovaConfigRendered.class, "held001", 2);
            assertThat(rendered.errors()).singleElement().asString().contains("card-on-both-paths");
            assertThat(rendered.warnings()).isEmpty();
            operator().get("/v1/revisions/" + rendered.revisionId()).then().body("state", equalTo("HELD"));
            operator()
                    .post("/v1/revisions/" + rendered.revisionId() + "/publish")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/revision-not-publishable"));
        }
    }

    @Test
    void readsTheExampleThatTheProducerTestsWith() throws IOException {
        // given
        JsonNode example = new ObjectMapper()
                .readTree(RevisionsQTest.class.getResourceAsStream("/" + EventType.HOST_PROVISIONED.example()));
        try (EventWire wire = new EventWire(servers)) {
            // when
            wire.send(EventType.HOST_PROVISIONED, example.get("host").asText(), example.toString());
            // then
            assertThat(wire.heard(
                                    NovaConfigRendered.class,
                                    example.get("host").asText(),
                                    example.get("version").asLong())
                            .warnings())
                    .isEmpty();
        }
    }
}
