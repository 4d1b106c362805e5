package dev.gantry.novaconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.testing.git.BareRepository;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not reach a repository: hosts that are held back, and files of other settings than those of now. */
@QuarkusTest
class HeldBackQTest extends ServiceQTest {

    private static final String GROUP_FILE = "etc/kayobe/kolla/config/nova/nova-compute.conf";
    // told apart by Placement alone: without it both are the same product
    private static final HostDevices TWO_TYPES = Sites.host(
            "any",
            "compute_vfio",
            Sites.functions("0000:c5:00.0", "nvidia-1414", 0),
            Sites.functions("0000:d5:00.0", "nvidia-1415", 0));

    @AfterEach
    void asBefore() {
        settings(Map.of());
    }

    @Test
    void hostThatIsHeldStandsInNoFileOfItsGroupEitherAndTheSiteSaysSo(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        settings(Map.of("target", "git", "forms", List.of("group"), "git", Map.of("url", repository.url())));
        try (EventWire wire = new EventWire(servers)) {
            wire.say(EventWire.provisioned("sound001", 4, "sound", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "sound001", 4);
            // when
            wire.say(EventWire.provisioned("vfio001", 4, "compute_vfio", TWO_TYPES));
            NovaConfigRendered rendered = wire.heard(NovaConfigRendered.class, "vfio001", 4);
            // then
            assertThat(rendered.errors()).singleElement().asString().contains("types-not-told-apart");
            operator().get("/v1/revisions/" + rendered.revisionId()).then().body("state", equalTo("HELD"));
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/site/revisions")
                    .then()
                    .body("items[0].state", equalTo("PUBLISHED"))
                    .body("items[0].findings.findAll { it.code == 'host-left-out' }.subject", hasItem("vfio001")));
            assertThat(repository.read(GROUP_FILE).orElse(""))
                    .contains("groups['sound']")
                    .doesNotContain("compute_vfio", "c5:00", "d5:00");
        }
    }

    @Test
    void fileOfOtherSettingsIsGoneFromTheRepository(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        String own = "etc/kayobe/kolla/config/nova/scheduled001/nova-compute.conf";
        settings(Map.of(
                "target",
                "git",
                "forms",
                List.of("host", "group"),
                "pciPlacement",
                "schedule",
                "git",
                Map.of("url", repository.url())));
        try (EventWire wire = new EventWire(servers)) {
            wire.say(EventWire.provisioned("scheduled001", 4, "compute_vfio", TWO_TYPES));
            wire.heard(NovaConfigPublished.class, "scheduled001", 4);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(repository.read(own).orElse("")).contains("report_in_placement = True"));
            // when: the host's own form is no longer wanted, and by these settings the host is held back
            settings(Map.of(
                    "target",
                    "git",
                    "forms",
                    List.of("group"),
                    "pciPlacement",
                    "off",
                    "git",
                    Map.of("url", repository.url())));
            // then
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(repository.read(own)).isEmpty();
                assertThat(repository.read(GROUP_FILE).orElse("")).doesNotContain("c5:00", "report_in_placement");
            });
            operator().get("/v1/hosts/scheduled001/revisions").then().body("items[0].state", equalTo("HELD"));
        }
    }

    @Test
    void linesThatAPersonMustAddAreToldForBytesOfAnEarlierPlaceToo(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        repository.commit("theirs", Map.of("etc/kayobe/kolla.yml", "---\ntheirs: true\n"));
        settings(Map.of("target", "served", "forms", List.of("group", "kayobe")));
        try (EventWire wire = new EventWire(servers)) {
            wire.say(
                    EventWire.provisioned("moved001", 4, "movers", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "moved001", 4);
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/site/revisions")
                    .then()
                    .body("items[0].publication.target", equalTo("served"))
                    .body("items[0].leftAlone", empty()));
            String served = operator().get("/v1/site/revisions").path("items[0].id");
            // when
            settings(Map.of(
                    "target", "git", "forms", List.of("group", "kayobe"), "git", Map.of("url", repository.url())));
            // then
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/site/revisions")
                    .then()
                    .body("items[0].id", equalTo(served))
                    .body("items[0].state", equalTo("PUBLISHED"))
                    .body("items[0].publication.target", equalTo("git"))
                    .body("items[0].leftAlone.find { it.path == 'kolla.yml' }.lines", not(empty())));
        }
    }
}
