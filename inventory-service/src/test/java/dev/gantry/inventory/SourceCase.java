package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.testing.git.BareRepository;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sources of Git branches, from real repositories. */
abstract class SourceCase extends HostCase {

    static final Duration SOON = Duration.ofSeconds(60);
    static final String SECRET = "a secret of the Git server";
    /** The card of the contracts' example of an inspection, with its second vGPU on another function. */
    static final String LAYOUT = """
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
    static Map<String, String> site(String host, int index) {
        return folder(Map.of(
                "inventory/hosts",
                "[group_%s]\n%s ansible_host=10.9.0.1 gantry_ssh_host_key=%s\n".formatted(host, host, Operator.KEY),
                "inventory/group_vars/group_" + host + "/vgpu",
                LAYOUT.formatted(index)));
    }

    static Map<String, String> folder(Map<String, String> files) {
        Map<String, String> in = new TreeMap<>();
        files.forEach((path, text) -> in.put("etc/kayobe/" + path, text));
        return in;
    }

    static Map<String, Object> spec(BareRepository repository) {
        return new HashMap<>(Map.of("url", repository.url(), "intervalSeconds", 3600));
    }

    static Response put(String name, Map<String, Object> spec) {
        return http().contentType(ContentType.JSON).body(spec).put("/v1/sources/" + name);
    }

    static JsonPath source(String name) {
        return http().get("/v1/sources/" + name).jsonPath();
    }

    /** Waits for the end of the operation and gives the source. */
    static JsonPath fetched(String name, Map<String, Object> body) {
        Response asked = http().contentType(ContentType.JSON).body(body).post("/v1/sources/" + name + "/fetch");
        asked.then().statusCode(202);
        String operation = asked.header("Location").replaceFirst(".*(?=/v1/)", "");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(http().get(operation).jsonPath().getString("state"))
                        .isIn("SUCCEEDED", "FAILED"));
        return source(name);
    }

    static JsonPath fetched(String name) {
        return fetched(name, Map.of());
    }

    /** One installation is bound to one configuration: each test takes its place. */
    JsonPath named(String name, Map<String, Object> spec) {
        put(name, spec).then().statusCode(200).body("state", equalTo("WAITING"));
        return fetched(name, Map.of("rebind", true));
    }

    BareRepository repository(Map<String, String> files) throws Exception {
        BareRepository repository = new BareRepository(temp);
        repository.commit("the site", files);
        return repository;
    }

    static List<Map<String, Object>> history(String host) {
        return http().get("/v1/hosts/" + host + "/history").jsonPath().getList("items");
    }
}
