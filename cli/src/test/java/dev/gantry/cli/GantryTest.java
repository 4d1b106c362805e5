package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.command.shared.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GantryTest {
    private static final String HOSTS =
            "{\"items\":[{\"name\":\"gpu1\",\"state\":\"ACTIVE\",\"address\":\"10.0.0.1\",\"groups\":[\"a\",\"b\"],\"flags\":[]},"
                    + "{\"name\":\"gpu2\",\"state\":\"FAILED\",\"address\":\"10.0.0.2\",\"groups\":[],\"flags\":[\"drifted\"]}]}";

    private StubSuite suite;

    @BeforeEach
    void start() throws IOException {
        suite = new StubSuite();
    }

    @AfterEach
    void stop() {
        suite.close();
    }

    @Test
    void listsHostsAsATable() {
        // given
        suite.answers("GET /v1/hosts?limit=1000", 200, HOSTS);
        // when
        int code = suite.run("host", "list", "-c", "name", "-c", "state", "-c", "flags");
        // then
        assertThat(code).isZero();
        assertThat(suite.out).hasToString("NAME  STATE   FLAGS\ngpu1  ACTIVE\ngpu2  FAILED  drifted\n");
    }

    @Test
    void readsPageAfterPage() {
        // given
        suite.answers("GET /v1/hosts?limit=1000", 200, "{\"items\":[{\"name\":\"a\"}],\"next\":\"c1\"}")
                .answers("GET /v1/hosts?limit=1000&cursor=c1", 200, "{\"items\":[{\"name\":\"b\"}]}");
        // when
        suite.run("host", "list", "-f", "value", "-c", "name");
        // then
        assertThat(suite.out).hasToString("a\nb\n");
    }

    @Test
    void sendsFiltersAsTheServiceWritesThem() {
        // when
        suite.run("host", "list", "--state", "failed", "--group", "gpu hosts");
        // then
        assertThat(suite.asked).containsExactly("GET /v1/hosts?state=FAILED&group=gpu%20hosts&limit=1000");
    }

    @Test
    void tellsAProblemByTitleAndDetail() {
        // given
        suite.answers("GET /v1/hosts/gpu9", 404, """
            {"type":"/problems/host-not-found","title":"Host not known","status":404,"detail":"gpu9 is not enrolled.","instance":"r1"}\
            """);
        // when then
        assertThat(suite.run("host", "show", "gpu9")).isEqualTo(ExitCode.ERROR);
        assertThat(suite.err)
                .hasToString("gantry: Host not known\n  gpu9 is not enrolled.\n  (host-not-found, 404, request r1)\n");
    }

    @Test
    void tellsEachRefusedField() {
        // given
        suite.answers("GET /v1/rollouts/r", 422, """
            {"type":"/problems/rollout-invalid","title":"Rollout not valid","detail":"two",
             "fields":[{"path":"canary","found":"5","expected":"at most 3","fix":"lower it"}]}\
            """);
        // when
        suite.run("rollout", "show", "r");
        // then
        assertThat(suite.err.toString()).contains("canary: found 5, expected at most 3; lower it");
    }

    @Test
    void oneOfSeveralHostsThatFailsDoesNotKeepTheOthers() {
        // given
        suite.answers("POST /v1/hosts/gpu2/drain", 202, "{\"state\":\"DRAINING\"}");
        // when
        int code = suite.run("host", "drain", "gpu1", "gpu2", "--reason", "new driver");
        // then
        assertThat(code).isEqualTo(ExitCode.ERROR);
        assertThat(suite.out).hasToString("gpu2: DRAINING\n");
        assertThat(suite.err.toString()).contains("gpu1: Not found", "1 of 2 failed");
    }

    @Test
    void dryRunSendsNothing() {
        // when
        int code = suite.run("host", "drain", "gpu1", "--reason", "x", "--dry-run");
        // then
        assertThat(code).isZero();
        assertThat(suite.asked).isEmpty();
        assertThat(suite.out.toString()).contains("would send POST", "/v1/hosts/gpu1/drain {\"reason\":\"x\"}");
    }

    @Test
    void givesOneCardOtherTypesAndKeepsTheOthers() {
        // given
        suite.answers("GET /v1/hosts/gpu1/desired-state", 200, """
            {"desiredState":{"cards":[
              {"address":"0000:21:00.0","functions":[{"index":0,"type":"nvidia-697"}],"migDevices":{"2g.20gb":3}},
              {"address":"0000:81:00.0","functions":[{"index":0,"type":"nvidia-697"}],"migDevices":{}}]}}\
            """)
                .answers(
                        "GET /v1/hosts/gpu1",
                        200,
                        "{\"version\":7,\"spec\":{\"address\":\"10.0.0.1\",\"groups\":[\"vgpu\"]}}")
                .answers("PUT /v1/hosts/gpu1", 200, "{\"state\":\"ACTIVE\"}");
        // when
        int code = suite.run("host", "retype", "gpu1", "0000:81:00.0", "0=nvidia-698");
        // then
        assertThat(code).isZero();
        assertThat(suite.asked.getLast())
                .isEqualTo(
                        "PUT /v1/hosts/gpu1 {\"address\":\"10.0.0.1\",\"groups\":[\"vgpu\"],\"vgpu_definitions\":["
                                + "{\"pci_address\":\"0000:21:00.0\",\"virtual_functions\":[{\"mdev_type\":\"nvidia-697\",\"index\":0}],"
                                + "\"mig_devices\":{\"2g.20gb\":3}},"
                                + "{\"pci_address\":\"0000:81:00.0\",\"virtual_functions\":[{\"mdev_type\":\"nvidia-698\",\"index\":0}]}]}");
    }

    @Test
    void callsTheOtherServicesBelowTheirPrefix() {
        // when
        suite.run("run", "list", "--host", "gpu1");
        // then
        assertThat(suite.asked).containsExactly("GET /provisioner/v1/runs?host=gpu1&limit=50");
    }

    @Test
    void aTokenOfALicenceIsNeverPrinted() throws IOException {
        // given
        java.nio.file.Path file =
                java.nio.file.Files.writeString(java.nio.file.Files.createTempFile("t", ".tok"), "top-secret");
        // when
        suite.run("token", "put", "site", file.toString(), "--dry-run");
        // then
        assertThat(suite.out.toString() + suite.err).doesNotContain("top-secret");
    }

    @Test
    void saysWhatAWaitingHostNeedsOfAPersonAndWithWhichCommand() {
        // given
        suite.answers("GET /v1/hosts/gpu1", 200, """
            {"name":"gpu1","state":"DRAINING","flags":[],"waitsFor":{"reason":"its guests to leave",
             "next":["POST /v1/hosts/gpu1/confirm-drained","PUT /v1/hosts/gpu1"]}}\
            """);
        // when
        suite.run("host", "show", "gpu1");
        // then
        assertThat(suite.out.toString())
                .containsPattern("WAITS FOR +its guests to leave")
                .contains("gantry host confirm-drained gpu1");
    }

    @Test
    void aSecretInADocumentIsNotPrinted() throws IOException {
        // given
        java.nio.file.Path file = java.nio.file.Files.writeString(
                java.nio.file.Files.createTempFile("w", ".yml"), "url: https://x.test/\nsecret: top-secret\n");
        // when
        int code = suite.run("webhook", "set", "w", "-F", file.toString(), "--dry-run");
        // then
        assertThat(code).isZero();
        assertThat(suite.out.toString())
                .contains("would send PUT", "https://x.test/")
                .doesNotContain("top-secret");
    }

    @Test
    void removesWhatIsVersionedOnlyAsItWasRead() {
        // given
        suite.answers("GET /v1/hosts/gpu1", 200, "{\"version\":7}").answers("DELETE /v1/hosts/gpu1", 204, "");
        // when
        int code = suite.run("host", "remove", "gpu1");
        // then
        assertThat(code).isZero();
        assertThat(suite.asked).containsExactly("GET /v1/hosts/gpu1", "DELETE /v1/hosts/gpu1");
        assertThat(suite.out).hasToString("gpu1: removed\n");
    }

    @Test
    void wrongArgumentsEndWithOneAndAreSuggested() {
        // when then
        assertThat(suite.run("host", "lst")).isEqualTo(ExitCode.ERROR);
        assertThat(suite.err.toString()).contains("host list");
    }

    @Test
    void saysWhatToDoWhenNoSuiteAnswers() {
        // given
        suite.close();
        // when then
        assertThat(suite.run("host", "list")).isEqualTo(ExitCode.ERROR);
        assertThat(suite.err.toString()).contains("no answer from http://127.0.0.1", "is the suite running");
    }

    @Test
    void aHostsTextCannotMoveTheCursor() {
        // given
        suite.answers("GET /v1/hosts?limit=1000", 200, "{\"items\":[{\"name\":\"a\\u001b]0;pwned\\u0007\"}]}");
        // when
        suite.run("host", "list", "-c", "name");
        // then
        assertThat(suite.out.toString()).doesNotContain("\u001b", "\u0007").contains("a\uFFFD]0;pwned\uFFFD");
    }
}
