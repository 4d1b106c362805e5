package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static dev.gantry.inventory.Operator.importFolder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Import of kayobe folders: all or nothing, nothing twice, and every problem with its place. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class ImportsQTest {

    private static final String LAYOUT = "inventory/group_vars/compute_vgpu/vgpu";

    private static Folder guide(String hosts) {
        return Folder.guide().renamed("computegpu", hosts);
    }

    private static Map<String, Object> onlyProblem(Folder folder) {
        JsonPath answer = importFolder(folder)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .extract()
                .jsonPath();
        List<Map<String, Object>> problems = answer.getList("problems");
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    /** What other tests enrolled: their hosts share the groups whose variables a folder changes. */
    private static List<String> hostsOfOtherFolders() {
        return http().get("/v1/hosts?limit=200").jsonPath().getList("items.name", String.class);
    }

    @Test
    void secondImportOfTheSameFolderChangesNothing() {
        // given
        importFolder(guide("twice"))
                .then()
                .statusCode(200)
                .body("hosts.findAll { !it.outside }.outcome", everyItem(equalTo("created")));
        long before = Operator.version("twice000");
        // when
        var second = importFolder(guide("twice"));
        // then
        second.then()
                .statusCode(200)
                .body("hosts.outcome", everyItem(equalTo("unchanged")))
                .body("groups.outcome", everyItem(equalTo("unchanged")));
        assertThat(Operator.version("twice000")).isEqualTo(before);
    }

    @Test
    void dryRunStoresNothing() {
        // when
        http().contentType("application/gzip")
                .queryParam("alsoChange", hostsOfOtherFolders())
                .body(guide("dry").packed())
                .post("/v1/imports?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("hosts.findAll { !it.outside }.name", equalTo(List.of("dry000", "dry001", "dry007")))
                .body("problems.size()", equalTo(0));
        // then
        Operator.get("dry000").then().statusCode(404);
    }

    @Test
    void misspeltDryRunIsNoRealOne() {
        // when
        http().contentType("application/gzip")
                .body(guide("maybe").packed())
                .post("/v1/imports?dryRun=yes")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/parameter-malformed"));
        // then
        Operator.get("maybe000").then().statusCode(404);
    }

    @Test
    void filesCanBeSentOneByOne() {
        // given
        var request = http();
        guide("multi")
                .files()
                .forEach((path, text) -> request.multiPart(
                        path, path.substring(path.lastIndexOf('/') + 1), text.getBytes(StandardCharsets.UTF_8)));
        // when, then
        request.post("/v1/imports").then().statusCode(200).body("hosts.size()", equalTo(3));
        http().get("/v1/hosts/multi007/desired-state")
                .then()
                .body("variables.vgpu_definitions.source", equalTo("host_vars"))
                .body("variables.vgpu_definitions.file", equalTo("inventory/host_vars/multi007/vgpu"))
                .body("desiredState.cards[1].functions[0].type", equalTo("nvidia-698"))
                .body("groups", equalTo(List.of("all", "iommu", "vgpu", "compute_vgpu")));
    }

    @Test
    void environmentOfAWholeCloudEnrolsItsGpuHostsOnly() {
        // given
        Folder folder = Folder.guide()
                .renamed("computegpu", "cloud")
                .with("environments/lab/inventory/hosts", "[controllers]\ncloudctl[0:2]\n[compute_vgpu]\ncloud100\n")
                .with("environments/lab/pulp.yml", "pulp_url: http://10.0.9.9\n");
        // when
        var answer = http().contentType("application/gzip")
                .queryParam("alsoChange", hostsOfOtherFolders())
                .body(folder.packed())
                .post("/v1/imports?dryRun=true&environment=lab&rebind=true");
        // then
        answer.then()
                .statusCode(200)
                .body("problems.size()", equalTo(0))
                .body(
                        "hosts.findAll { !it.outside }.name",
                        equalTo(List.of("cloud000", "cloud001", "cloud007", "cloud100")));
        assertThat(answer.jsonPath().getList("warnings.found", String.class))
                .contains("cloudctl0, cloudctl1, cloudctl2");
    }

    @Test
    void changedFileReachesItsHostsOnly() {
        // given
        importFolder(guide("edit"));
        long other = Operator.version("edit001");
        // when
        importFolder(guide("edit").replacing(LAYOUT, "        - mdev_type: nvidia-697\n          index: 1\n", ""))
                .then()
                .statusCode(200);
        // then
        http().get("/v1/hosts/edit000/desired-state").then().body("desiredState.cards[1].functions.size()", equalTo(1));
        assertThat(Operator.version("edit001")).isEqualTo(other);
        importFolder(guide("edit"));
    }

    @Test
    void guidesTypoIsRefusedAndNothingIsStored() {
        // when
        var problem = onlyProblem(
                guide("typo").replacing("overcloud.yml", "compute_multi_instance_gpu:", "compute_mutli_instance_gpu:"));
        // then
        assertThat(problem).containsEntry("file", "overcloud.yml").containsEntry("line", 5);
        assertThat(problem.get("fix").toString()).contains("Did you mean compute_multi_instance_gpu?");
        Operator.get("typo000").then().statusCode(404);
    }

    @Test
    void duplicateAddressIsNamedWithItsLine() {
        // when
        var problem = onlyProblem(guide("dup").replacing(LAYOUT, "0000:65:00.0", "0000:17:00.0"));
        // then
        assertThat(problem).containsEntry("file", LAYOUT).containsEntry("line", 20);
    }

    @Test
    void geometryThatCannotBePlacedIsNamed() {
        // when
        var problem = onlyProblem(guide("geo").replacing(LAYOUT, "\"2g.20gb\": 3", "\"2g.20gb\": 4"));
        // then
        assertThat(problem).containsEntry("file", LAYOUT);
        assertThat(problem.get("field").toString()).startsWith("vgpu_definitions[0].mig_devices");
    }

    @Test
    void addressThatIsNoneIsNamedWithItsLine() {
        // when
        var problem = onlyProblem(guide("addr").replacing(LAYOUT, "\"0000:65:00.0\"", "\"65:00.0\""));
        // then
        assertThat(problem).containsEntry("line", 20).containsEntry("field", "vgpu_definitions[1].pci_address");
    }

    @Test
    void unknownJinjaVariableIsNamedWithItsFile() {
        // when
        var problem = onlyProblem(guide("jinja").without("pulp.yml"));
        // then
        assertThat(problem)
                .containsEntry("file", "vgpu.yml")
                .containsEntry("line", 3)
                .containsEntry("found", "{{ pulp_url }}");
    }

    @Test
    void schemeTwiceIsNamed() {
        // when
        var problem = onlyProblem(guide("scheme").replacing("vgpu.yml", "{{ pulp_url }}/", "http://{{ pulp_url }}/"));
        // then
        assertThat(problem.get("fix").toString()).contains("pulp_url often has its own");
    }

    @Test
    void allProblemsComeAtOnce() {
        // given
        Folder folder = guide("many")
                .replacing("overcloud.yml", "compute_multi_instance_gpu:", "compute_mutli_instance_gpu:")
                .replacing(LAYOUT, "\"0000:65:00.0\"", "\"65:00.0\"")
                .with("inventory/host_vars/many007/ssh.yml", "gantry_ssh_host_key: nonsense\n");
        // when, then
        http().contentType("application/gzip")
                .queryParam("alsoChange", hostsOfOtherFolders())
                .body(folder.packed())
                .post("/v1/imports")
                .then()
                .statusCode(422)
                .body("problems.size()", equalTo(3));
        http().contentType("application/gzip")
                .queryParam("alsoChange", hostsOfOtherFolders())
                .body(folder.packed())
                .post("/v1/imports?dryRun=true")
                .then()
                .statusCode(200)
                .body("problems.size()", equalTo(3));
    }

    @Test
    void connectionThatIsNotRightIsNamedWithItsLine() {
        // when
        var problem = onlyProblem(
                guide("conn").with("inventory/host_vars/conn007/ssh.yml", "---\ngantry_ssh_host_key: MD5:nonsense\n"));
        // then
        assertThat(problem)
                .containsEntry("file", "inventory/host_vars/conn007/ssh.yml")
                .containsEntry("line", 2)
                .containsEntry("field", "gantry_ssh_host_key");
    }

    @Test
    void bytesThatAreNoArchiveAreRefused() {
        // when, then
        http().contentType("application/gzip")
                .body("hello".getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/import-refused"));
    }
}
