package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.testing.git.BareRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.Test;

/** A branch as the source of hosts, from a real repository: what is read, what is refused and stays, and what starts no loop. */
@QuarkusTest
class SourcesQTest extends SourceCase {

    @Test
    void commitEnrolsItsHostsAndIsTheirCause() throws Exception {
        // given
        BareRepository repository = repository(site("src001", 1));
        // when
        JsonPath source = named("enrols", spec(repository));
        // then
        assertThat(source.getString("state")).isEqualTo("CURRENT");
        assertThat(source.getString("inForce.id")).isEqualTo(repository.head().name());
        assertThat(source.getString("inForce.subject")).isEqualTo("the site");
        assertThat(source.getInt("fetches[0].created")).isEqualTo(1);
        String id = repository.head().name().substring(0, 10);
        assertThat(history("src001")).anySatisfy(entry -> assertThat(entry.toString())
                .contains("source enrols", "commit " + id + ": the site"));
    }

    @Test
    void newCommitChangesItsHostsOnceAndTheSameCommitNothing() throws Exception {
        // given
        BareRepository repository = repository(site("src002", 1));
        int before = named("changes", spec(repository)).getInt("fetches.size()");
        repository.commit("another function", site("src002", 2));
        // when
        JsonPath source = fetched("changes");
        long version = Operator.version("src002");
        fetched("changes");
        // then
        assertThat(source.getInt("fetches[0].changed")).isEqualTo(1);
        assertThat(source.getInt("fetches.size()")).isEqualTo(before + 1);
        assertThat(source("changes").getInt("fetches.size()")).isEqualTo(before + 1);
        http().get("/v1/hosts/src002/desired-state")
                .then()
                .body("desiredState.cards[0].functions[1].index", equalTo(2));
        assertThat(Operator.version("src002")).isEqualTo(version);
    }

    @Test
    void commitThatCannotBeReadIsRefusedAndTheOneBeforeStaysInForce() throws Exception {
        // given
        BareRepository repository = repository(site("src003", 1));
        named("refuses", spec(repository));
        String good = repository.head().name();
        repository.commit("a typo", folder(Map.of("inventory/group_vars/group_src003/vgpu", "vgpu_definitions: [\n")));
        // when
        JsonPath source = fetched("refuses");
        // then
        assertThat(source.getString("state")).isEqualTo("REFUSED");
        assertThat(source.getString("inForce.id")).isEqualTo(good);
        assertThat(source.getString("newest.subject")).isEqualTo("a typo");
        assertThat(source.getString("problem.reason")).isEqualTo("import-refused");
        assertThat(source.getList("problem.violations.file")).contains("inventory/group_vars/group_src003/vgpu");
        http().get("/v1/hosts/src003/desired-state")
                .then()
                .body("desiredState.cards[0].functions[1].index", equalTo(1));
        // when
        repository.commit("mended", site("src003", 3));
        // then
        assertThat(fetched("refuses").getString("state")).isEqualTo("CURRENT");
    }

    @Test
    void replacedHistoryIsTakenOnlyWithAPersonsWordForTheCommit() throws Exception {
        // given
        BareRepository repository = repository(site("src004", 1));
        String first = repository.head().name();
        repository.commit("second", site("src004", 2));
        named("diverges", spec(repository));
        reset(repository, first);
        repository.commit("other second", site("src004", 3));
        String other = repository.head().name();
        // when
        JsonPath source = fetched("diverges");
        // then
        assertThat(source.getString("state")).isEqualTo("DIVERGED");
        assertThat(source.getString("inForce.subject")).isEqualTo("second");
        assertThat(source.getString("problem.reason")).isEqualTo("history-diverged");
        assertThat(source.getString("problem.fix")).contains("--commit " + other);
        assertThat(fetched("diverges", Map.of("commit", first)).getString("state"))
                .isEqualTo("DIVERGED");
        assertThat(fetched("diverges", Map.of("commit", other)).getString("state"))
                .isEqualTo("CURRENT");
        http().get("/v1/hosts/src004/desired-state")
                .then()
                .body("desiredState.cards[0].functions[1].index", equalTo(3));
    }

    private static void reset(BareRepository repository, String commit) throws Exception {
        try (Git git = Git.open(repository.folder().toFile())) {
            RefUpdate update = git.getRepository().updateRef("refs/heads/main");
            update.setNewObjectId(git.getRepository().resolve(commit));
            update.setForceUpdate(true);
            update.update();
        }
    }

    @Test
    void repositoryThatIsAwaySaysWhyAndWhenItIsTriedAgain() throws Exception {
        // given
        BareRepository repository = repository(site("src005", 1));
        named("away", spec(repository));
        Path hidden = temp.resolve("hidden.git");
        java.nio.file.Files.move(repository.folder(), hidden);
        // when
        JsonPath source = fetched("away");
        // then
        assertThat(source.getString("state")).isEqualTo("UNREACHABLE");
        assertThat(source.getString("problem.reason")).isEqualTo("git-unreachable");
        assertThat(source.getString("inForce.subject")).isEqualTo("the site");
        assertThat(Duration.between(
                        java.time.Instant.parse(source.getString("fetchedAt")),
                        java.time.Instant.parse(source.getString("nextFetchAt"))))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
        // when
        java.nio.file.Files.move(hidden, repository.folder());
        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(fetched("away").getString("state"))
                .isEqualTo("CURRENT"));
    }

    @Test
    void branchThatIsMissingIsToldWithThoseThatAreThere() throws Exception {
        // given
        BareRepository repository = repository(site("src006", 1));
        Map<String, Object> spec = spec(repository);
        spec.put("branch", "production");
        // when
        JsonPath source = named("branch", spec);
        // then
        assertThat(source.getString("state")).isEqualTo("BRANCH_MISSING");
        assertThat(source.getString("problem.detail")).contains("there is no branch production; there are main");
    }
}
