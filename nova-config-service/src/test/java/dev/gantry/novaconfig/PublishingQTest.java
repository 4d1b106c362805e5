package dev.gantry.novaconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.contracts.host.HostRetired;
import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.testing.git.BareRepository;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Revisions on their way into the kayobe configuration repository. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.MethodName.class)
class PublishingQTest extends ServiceQTest {
    @Test
    void publishesToTheRepositoryWhenTheSiteWantsThat(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        settings(Map.of("target", "git", "forms", List.of("group"), "git", Map.of("url", repository.url())));
        try (EventWire wire = new EventWire(servers)) {
            // when
            wire.say(EventWire.provisioned(
                    "gitted001", 4, "gitted", Sites.guide().getFirst()));
            // then
            NovaConfigPublished published = wire.heard(NovaConfigPublished.class, "gitted001", 4);
            assertThat(published.target()).isEqualTo("git");
            await().atMost(SOON).untilAsserted(() -> assertThat(repository
                            .read("etc/kayobe/kolla/config/nova/nova-compute.conf")
                            .orElse(""))
                    .contains("groups['gitted']"));
            assertThat(repository.head().getFullMessage()).contains("Signed-off-by: Gantry");
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void fileOfAHostThatLeftGoesFromTheRepository(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        String file = "etc/kayobe/kolla/config/nova/departed001/nova-compute.conf";
        settings(Map.of("target", "git", "forms", List.of("host"), "git", Map.of("url", repository.url())));
        try (EventWire wire = new EventWire(servers)) {
            wire.say(EventWire.provisioned(
                    "departed001", 4, "departed", Sites.guide().getFirst()));
            wire.heard(NovaConfigPublished.class, "departed001", 4);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(repository.read(file)).isPresent());
            // when
            wire.say(new HostRetired("departed001", 5, "sold"));
            // then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(repository.read(file)).isEmpty());
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void operatorsYamlThatWasLeftIsShownWithTheLinesToAdd(@TempDir Path temp) throws Exception {
        // given
        BareRepository repository = new BareRepository(temp);
        repository.commit("theirs", Map.of("etc/kayobe/kolla.yml", "---\ntheirs: true\n"));
        settings(Map.of("target", "git", "forms", List.of("group", "kayobe"), "git", Map.of("url", repository.url())));
        try (EventWire wire = new EventWire(servers)) {
            // when
            wire.say(
                    EventWire.provisioned("left001", 4, "lefties", Sites.guide().getFirst()));
            // then
            String reference =
                    wire.heard(NovaConfigPublished.class, "left001", 4).reference();
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/site/revisions")
                    .then()
                    .body("items[0].state", equalTo("PUBLISHED"))
                    .body("items[0].publication.reference", containsString(" without "))
                    .body("items[0].leftAlone.path", hasItem("kolla.yml"))
                    .body(
                            "items[0].leftAlone.find { it.path == 'kolla.yml' }.lines.join()",
                            containsString("lefties")));
            assertThat(reference).matches("[0-9a-f]{40}.*");
            assertThat(repository.read("etc/kayobe/kolla.yml")).contains("---\ntheirs: true\n");
        } finally {
            settings(Map.of());
        }
    }

    @Test
    void repositoryThatIsDownKeepsTheRevisionWithTheReason(@TempDir Path temp) {
        // given
        settings(Map.of("target", "git", "git", Map.of("url", "file://" + temp.resolve("nothing"))));
        try (EventWire wire = new EventWire(servers)) {
            // when
            wire.say(EventWire.provisioned("ungitted001", 4, "g", Sites.guide().getFirst()));
            String id = wire.heard(NovaConfigRendered.class, "ungitted001", 4).revisionId();
            // then
            await().atMost(SOON).untilAsserted(() -> operator()
                    .get("/v1/revisions/" + id)
                    .then()
                    .body("state", equalTo("READY"))
                    .body("problem", containsString("unreachable")));
        } finally {
            settings(Map.of());
        }
    }
}
