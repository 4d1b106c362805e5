package dev.gantry.cli.command.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.StubSuite;
import dev.gantry.cli.command.shared.ExitCode;
import org.junit.jupiter.api.Test;

class BiosCommandsTest {

    @Test
    void showsAndSwitchesOn() throws Exception {
        try (StubSuite suite = new StubSuite()) {
            // given
            suite.answers("GET /provisioner/v1/bios/gpu1", 200, """
                {"host":"gpu1","settings":[{"setting":{"purpose":"SRIOV","attribute":"SriovGlobalEnable"},"state":"OFF"}]}\
                """)
                    .answers("POST /provisioner/v1/bios/gpu1/apply", 200, "{\"host\":\"gpu1\",\"settings\":[]}");
            // when
            int shown = suite.run("bios", "show", "gpu1", "-f", "value", "-c", "purpose", "-c", "state");
            int applied = suite.run("bios", "apply", "gpu1");
            // then
            assertThat(shown).as(suite.err.toString()).isEqualTo(ExitCode.DONE);
            assertThat(suite.out.toString()).startsWith("SRIOV\tOFF");
            assertThat(applied).as(suite.err.toString()).isEqualTo(ExitCode.DONE);
            assertThat(suite.asked.getLast()).contains("POST", "/v1/bios/gpu1/apply");
        }
    }
}
