package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.command.shared.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would be done, and how it is agreed to. */
class PlansTest {
    private static final String NO_CHANGES = "{\"digest\":\"d1\",\"changes\":[],\"blockers\":[],\"text\":\"\"}";
    private static final String CHANGES = """
        {"digest":"d2","changes":[{"step":"reboot","summary":"reboot","reboot":true,"destroys":["uuid-1"],"guests":["vm-9"]}],
         "blockers":[],"text":"! reboot  kernel arguments\\n"}\
        """;
    private static final String BLOCKED =
            "{\"digest\":\"d3\",\"changes\":[],\"blockers\":[\"no IOMMU\"],\"text\":\"\"}";

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
}
