package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.gantry.contracts.EventType;
import dev.gantry.testing.git.BareRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch as the source of hosts, from a real repository: what is read, what is refused and stays, and what starts no loop. */
@QuarkusTest
class SourcesQTest extends HostCase {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECRET = "a secret of the Git server";
    /** The card of the contracts' example of an inspection, with its second vGPU on another function. */
    private static final String LAYOUT = """
        ---
        vgpu_definitions:
          - pci_address: "0000:17:00.0"
            virtual_functions:
              - mdev_type: nvidia-700
                index: 0
              - mdev_type: nvidia-699
                index: %d
            mig_devices:
              "2g.20gb": 1
              "1g.10gb": 1
        """;

    @TempDir
    Path temp;

    /** Other tests import folders by hand: the installation is bound to theirs, and their hosts depend on what their folders said. */
    @BeforeEach
    @AfterEach
    void bindToNothingElse() {
        http().get("/v1/sources")
                .jsonPath()
                .getList("items.name", String.class)
                .forEach(name -> http().delete("/v1/sources/" + name).then().statusCode(204));
        Operator.imported(Folder.empty().with("inventory/hosts", "[group_none]\n"), "&rebind=true")
                .then()
                .statusCode(200);
    }

    /** One host in a group of its own, so that tests of one database do not meet. */
    private static Map<String, String> site(String host, int index) {
        return folder(Map.of(
                "inventory/hosts",
                "[group_%s]\n%s ansible_host=10.9.0.1 gantry_ssh_host_key=%s\n".formatted(host, host, Operator.KEY),
                "inventory/group_vars/group_" + host + "/vgpu",
                LAYOUT.formatted(index)));
    }

    private static Map<String, String> folder(Map<String, String> files) {
        Map<String, String> in = new TreeMap<>();
        files.forEach((path, text) -> in.put("etc/kayobe/" + path, text));
        return in;
    }

    private static Map<String, Object> spec(BareRepository repository) {
        return new HashMap<>(Map.of("url", repository.url(), "intervalSeconds", 3600));
    }

    private static Response put(String name, Map<String, Object> spec) {
        return http().contentType(ContentType.JSON).body(spec).put("/v1/sources/" + name);
    }

    private static JsonPath source(String name) {
        return http().get("/v1/sources/" + name).jsonPath();
    }

    /** Waits for the end of the operation and gives the source. */
    private static JsonPath fetched(String name, Map<String, Object> body) {
        Response asked = http().contentType(ContentType.JSON).body(body).post("/v1/sources/" + name + "/fetch");
        asked.then().statusCode(202);
        String operation = asked.header("Location").replaceFirst(".*(?=/v1/)", "");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(http().get(operation).jsonPath().getString("state"))
                        .isIn("SUCCEEDED", "FAILED"));
        return source(name);
    }

    private static JsonPath fetched(String name) {
        return fetched(name, Map.of());
    }

    /** One installation is bound to one configuration: each test takes its place. */
    private JsonPath named(String name, Map<String, Object> spec) {
        put(name, spec).then().statusCode(200).body("state", equalTo("WAITING"));
        return fetched(name, Map.of("rebind", true));
    }

    private BareRepository repository(Map<String, String> files) throws Exception {
        BareRepository repository = new BareRepository(temp);
        repository.commit("the site", files);
        return repository;
    }

    private static List<Map<String, Object>> history(String host) {
        return http().get("/v1/hosts/" + host + "/history").jsonPath().getList("items");
    }

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

    @Test
    void whatWasPublishedBackChangesNothingAndIsInForceAllTheSame() throws Exception {
        // given
        BareRepository repository = repository(site("src007", 1));
        named("publishes", spec(repository));
        long version = Operator.version("src007");
        String block = "# BEGIN GANTRY: made from the devices of the hosts, changes in here are lost\n%s# END GANTRY\n";
        repository.commit(
                "nova: GPU configuration of src007",
                folder(Map.of(
                        "kolla/config/nova/src007/nova-compute.conf",
                        block.formatted("[devices]\nenabled_mdev_types = nvidia-697\n"),
                        "inventory/host_vars/src007/vgpu",
                        block.formatted("---\nvgpu_definitions: []\n"))));
        // when
        JsonPath source = fetched("publishes");
        // then
        assertThat(source.getString("state")).isEqualTo("CURRENT");
        assertThat(source.getString("inForce.subject")).isEqualTo("nova: GPU configuration of src007");
        assertThat(source.getInt("fetches[0].changed")).isZero();
        assertThat(Operator.version("src007")).isEqualTo(version);
    }

    @Test
    void signedOffCommitApprovesThePlanThatFollowsWhereTheSiteWantsThat() throws Exception {
        // given
        BareRepository repository = repository(site("src008", 1));
        Map<String, Object> spec = spec(repository);
        spec.put("approvers", List.of("lead@example.org"));
        named("signed", spec);
        operator.say(EventType.HOST_INSPECTED, "src008");
        Operator.awaitState("src008", "INSPECTED");
        repository.commit("not signed", site("src008", 2));
        assertThat(fetched("signed").getString("fetches[0].approvedBy")).isNull();
        operator.say(EventType.HOST_INSPECTED, "src008");
        Operator.awaitState("src008", "INSPECTED");
        assertThat(Operator.flags("src008")).contains("needs-approval");
        // when
        repository.commit("merge\n\nSigned-off-by: The Lead <lead@example.org>\n", site("src008", 3));
        JsonPath source = fetched("signed");
        operator.say(EventType.HOST_INSPECTED, "src008");
        // then
        assertThat(source.getString("fetches[0].approvedBy")).isEqualTo("The Lead <lead@example.org>");
        Operator.awaitState("src008", "PROVISIONING");
        assertThat(history("src008").toString()).contains("The Lead <lead@example.org>", ": merge");
    }

    @Test
    void gitServerThatKnowsTheSecretHasItFetched() throws Exception {
        // given
        BareRepository repository = repository(site("src009", 1));
        Map<String, Object> spec = spec(repository);
        spec.put("secret", SECRET);
        named("pushed", spec);
        assertThat(source("pushed").getBoolean("takesPushes")).isTrue();
        assertThat(http().get("/v1/sources/pushed").asString()).doesNotContain(SECRET);
        repository.commit("pushed", site("src009", 2));
        String body = "{\"ref\": \"refs/heads/main\"}";
        // when, then
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64)),
                Map.of("X-Hub-Signature-256", "sha256=" + signed(body + " ")),
                Map.of("X-Gitlab-Token", SECRET + "x"))) {
            push("pushed", headers, body).then().statusCode(403).body("type", equalTo("/problems/push-refused"));
        }
        push("nothing", Map.of("X-Gitlab-Token", SECRET), body).then().statusCode(403);
        push("pushed", Map.of("X-Gitlab-Token", SECRET), body).then().statusCode(204);
        push("pushed", Map.of("X-Gitea-Signature", signed(body)), body).then().statusCode(204);
        push("pushed", Map.of("X-Hub-Signature-256", "sha256=" + signed(body)), body)
                .then()
                .statusCode(204);
        await().atMost(SOON).untilAsserted(() -> assertThat(source("pushed").getString("inForce.subject"))
                .isEqualTo("pushed"));
    }

    private static Response push(String name, Map<String, String> headers, String body) {
        return given().headers(headers).contentType(ContentType.JSON).body(body).post("/v1/sources/" + name + "/push");
    }

    private static String signed(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anotherConfigurationIsRefusedUntilAPersonBindsIt() throws Exception {
        // given
        BareRepository repository = repository(site("src010", 1));
        named("bound", spec(repository));
        put("other", spec(repository)).then().statusCode(200);
        // when
        JsonPath source = fetched("other");
        // then
        assertThat(source.getString("state")).isEqualTo("REFUSED");
        assertThat(source.getString("problem.detail")).contains("bound, environment none, to which");
        assertThat(fetched("other", Map.of("rebind", true)).getString("state")).isEqualTo("CURRENT");
    }

    @Test
    void whatCannotBeASourceIsRefusedWithEveryField() {
        // when, then
        put(
                        "wrong",
                        Map.of(
                                "url", "ext::sh -c true",
                                "branch", "-x",
                                "folder", "../other",
                                "tokenPath", "/etc/passwd",
                                "intervalSeconds", 1,
                                "approvers", List.of("nobody"),
                                "secret", "short"))
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/source-invalid"))
                .body(
                        "fields.path",
                        equalTo(List.of(
                                "url", "tokenPath", "branch", "folder", "intervalSeconds", "approvers", "secret")));
        put("wrong", Map.of("url", "ssh://git@git.example.org/kayobe.git"))
                .then()
                .statusCode(422)
                .body("fields.path", hasItem("keyPath"))
                .body("fields.path", hasItem("knownHosts"));
        http().get("/v1/sources/wrong").then().statusCode(404).body("type", startsWith("/problems/source-not-found"));
    }

    @Test
    void sourceIsChangedWithItsVersionOnlyAndRemovedWithoutItsHosts() throws Exception {
        // given
        BareRepository repository = repository(site("src011", 1));
        named("leaves", spec(repository));
        // when, then
        put("leaves", spec(repository)).then().statusCode(428);
        http().delete("/v1/sources/leaves").then().statusCode(204);
        http().get("/v1/sources/leaves").then().statusCode(404);
        Operator.get("src011").then().statusCode(200);
    }
}
