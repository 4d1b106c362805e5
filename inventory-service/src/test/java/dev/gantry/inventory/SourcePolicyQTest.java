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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What a source may do, and who may say so: pushes, sign-offs, its configuration, its settings. */
@QuarkusTest
class SourcePolicyQTest extends SourceCase {

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
