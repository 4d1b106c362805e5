package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.command.shared.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GantryTest {
    private static final String NO_CHANGES = "{\"digest\":\"d1\",\"changes\":[],\"blockers\":[],\"text\":\"\"}";
    private static final String CHANGES = """
        {"digest":"d2","changes":[{"step":"reboot","summary":"reboot","reboot":true,"destroys":["uuid-1"],"guests":["vm-9"]}],
         "blockers":[],"text":"! reboot  kernel arguments\\n"}\
        """;
    private static final String BLOCKED =
            "{\"digest\":\"d3\",\"changes\":[],\"blockers\":[\"no IOMMU\"],\"text\":\"\"}";
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
    void planOfNothingEndsWithZero() {
        // given
        suite.answers("GET /v1/hosts/gpu1/plan", 200, NO_CHANGES);
        // when then
        assertThat(suite.run("host", "plan", "gpu1")).isEqualTo(ExitCode.DONE);
        assertThat(suite.out.toString()).contains("gpu1: nothing to do");
    }

    @Test
    void planOfChangesEndsWithTwoAndTellsWhatIsDestroyed() {
        // given
        suite.answers("GET /v1/hosts/gpu1/plan", 200, CHANGES);
        // when then
        assertThat(suite.run("host", "plan", "gpu1")).isEqualTo(ExitCode.CHANGES);
        assertThat(suite.out.toString())
                .contains("1 to change, 1 devices destroyed, 1 reboots", "guests in the way: vm-9", "digest d2");
    }

    @Test
    void blockedPlanEndsWithOne() {
        // given
        suite.answers("GET /v1/hosts/gpu1/plan", 200, NO_CHANGES).answers("GET /v1/hosts/gpu2/plan", 200, BLOCKED);
        // when then
        assertThat(suite.run("host", "plan", "gpu1", "gpu2")).isEqualTo(ExitCode.ERROR);
        assertThat(suite.out.toString()).contains("blocked: no IOMMU");
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
    void rolloutPlanTellsImagesThatNoLongerFitAndFlavorsThatNobodyCanBookMeanwhile() {
        // given
        suite.answers("POST /v1/rollouts/r/plan", 200, """
            {"stages":[{"isCanary":true,"hosts":[{"host":"gpu1","state":"ACTIVE","changes":["vgpu_driver_url"]}],"freeElsewhere":{}}]}\
            """);
        suite.answers("GET /v1/hosts/gpu1/desired-state", 200, "{\"groups\":[\"all\",\"compute_vgpu\"]}");
        suite.answers("GET /image-builder/v1/driver-alignment?hostDriver=550.54.16", 200, """
            {"items":[{"image":"old","hostGroups":["compute_vgpu"],"verdict":"INCOMPATIBLE","reason":"the guest is of branch 510"},
             {"image":"new","hostGroups":["compute_vgpu"],"verdict":"ALIGNED","reason":"same branch"},
             {"image":"elsewhere","hostGroups":["other"],"verdict":"INCOMPATIBLE","reason":"r"}]}\
            """);
        suite.answers("GET /nova-config/v1/bookable-resources", 200, """
            {"items":[{"extraSpec":"resources:CUSTOM_NVIDIA_700","value":"1","hosts":["gpu1"]},
             {"extraSpec":"resources:CUSTOM_NVIDIA_699","value":"1","hosts":["gpu1","gpu2"]}]}\
            """);
        suite.answers("GET /nova-config/v1/flavors", 200, """
            {"items":[{"name":"gpu.20g","extra_specs":{"resources:CUSTOM_NVIDIA_700":"1"}}]}\
            """);
        // when
        int code = suite.run(
                "rollout",
                "plan",
                "r",
                "--host",
                "gpu1",
                "--driver-url",
                "http://pulp/NVIDIA-GRID-Linux-KVM-550.54.16-550.54.15-551.78.zip");
        // then
        assertThat(code).as(suite.err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(suite.err.toString().lines())
                .containsExactly(
                        "image old: INCOMPATIBLE with driver 550.54.16: the guest is of branch 510",
                        "stage 1: nobody can book gpu.20g meanwhile, only gpu1 offers it");
    }

    @Test
    void plannerTellsChangesInOrderAndWhatWasLeftOut() {
        // given
        suite.answers("POST /v1/planner", 200, """
            {"fits":false,"changes":[{"step":1,"host":"gpu1","address":"0000:17:00.0","model":"A100D","kind":"RETYPE",
             "adds":{"A100D-1-10C":7},"takesAway":{"A100D-40C":2},"needsDrain":true,"guests":{"known":false,"reason":"r"}}],
             "reasons":["A100D-1-10C: 3 find no place"],"instead":["A100D-1-10C x7"],
             "considered":{"leftOut":[{"host":"gpu2","card":null,"reason":"it was never inspected"}]}}\
            """);
        // when
        int code = suite.run("planner", "hosts", "A100D-1-10C x10", "--group", "gpus", "--retype", "any");
        // then
        assertThat(code).isEqualTo(ExitCode.ERROR);
        assertThat(suite.asked).singleElement().asString().contains("\"group\":\"gpus\"", "\"retype\":\"any\"");
        assertThat(suite.out.toString()).contains("retype", "A100D-1-10C x7", "A100D-40C x2", "not known, drain first");
        assertThat(suite.err)
                .hasToString("A100D-1-10C: 3 find no place\n"
                        + "would fit: A100D-1-10C x7\n"
                        + "not planned: gpu2: it was never inspected\n");
    }

    @Test
    void approvesThePlanWithTheGivenDigestOnly() {
        // given
        suite.answers("POST /v1/hosts/gpu1/approve", 202, "{\"state\":\"PROVISIONING\"}");
        // when
        int code = suite.run("host", "approve", "gpu1", "--digest", "d2", "--reason", "agreed");
        // then
        assertThat(code).isZero();
        assertThat(suite.asked).hasSize(1).first().asString().contains("\"digest\":\"d2\"", "\"reason\":\"agreed\"");
        assertThat(suite.out).hasToString("gpu1: PROVISIONING\n");
    }

    @Test
    void approvesNothingThatNobodyRead() {
        // given
        suite.answers("GET /v1/hosts/gpu1/plan", 200, CHANGES);
        // when
        int code = suite.run("host", "approve", "gpu1", "--reason", "agreed");
        // then
        assertThat(code).isEqualTo(ExitCode.ERROR);
        assertThat(suite.err.toString()).contains("give --digest d2, or --yes");
        assertThat(suite.asked).containsExactly("GET /v1/hosts/gpu1/plan");
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
