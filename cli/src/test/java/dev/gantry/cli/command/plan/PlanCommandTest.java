package dev.gantry.cli.command.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.StubSuite;
import dev.gantry.cli.command.shared.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    private static final String TWO_SLICES = """
        vgpu_definitions:
          - pci_address: "0000:21:00.0"
            virtual_functions:
              - mdev_type: nvidia-700
                index: 0
              - mdev_type: nvidia-699
                index: 1
            mig_devices:
              "1g.10gb": 1
              "2g.20gb": 1
        """;
    private static final String ONE_SLICE = """
        vgpu_definitions:
          - pci_address: "0000:21:00.0"
            virtual_functions:
              - mdev_type: nvidia-700
                index: 0
            mig_devices:
              "2g.20gb": 1
        """;

    @TempDir
    private Path folder;

    private StubSuite suite;

    @BeforeEach
    void start() throws IOException {
        suite = new StubSuite();
    }

    @AfterEach
    void stop() {
        suite.close();
    }

    private Path config(String name, String vgpu) throws IOException {
        Path config = folder.resolve(name);
        Files.createDirectories(config.resolve("inventory/group_vars/compute_vgpu"));
        Files.writeString(config.resolve("inventory/hosts"), "[compute_vgpu]\ncomputegpu007 ansible_host=10.0.0.107\n");
        Files.writeString(config.resolve("inventory/group_vars/compute_vgpu/vgpu"), vgpu);
        return config;
    }

    @Test
    void tellsOfflineWhatFollowsFromAFolderAlone() throws IOException {
        // when
        int code = suite.run(
                "plan", "--offline", "--config", config("a", TWO_SLICES).toString());
        // then
        assertThat(code).as(suite.err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(suite.asked).isEmpty();
        assertThat(suite.out.toString())
                .contains(
                        "computegpu007: described",
                        "0000:21:00.0: 1 x nvidia-699, 1 x nvidia-700, MIG 1 x 1g.10gb, MIG 1 x 2g.20gb",
                        "[mdev_nvidia-700]",
                        "device_addresses = 0000:21:00.4",
                        "taken for a ");
    }

    @Test
    void aLayoutThatCannotBeEndsWithOne() throws IOException {
        // given
        String impossible = TWO_SLICES.replace("\"2g.20gb\": 1", "\"7g.80gb\": 2");
        // when
        int code = suite.run(
                "plan", "--offline", "--config", config("a", impossible).toString());
        // then
        assertThat(code).isEqualTo(ExitCode.ERROR);
        assertThat(suite.out.toString()).contains("Problems", "host computegpu007");
    }

    @Test
    void comparesWithTheTargetBranchAsMarkdown() throws IOException {
        // given
        String base = config("base", TWO_SLICES).toString();
        String head = config("head", ONE_SLICE).toString();
        // when
        int code = suite.run("plan", "--offline", "--base", base, "--config", head, "-f", "markdown");
        int same = suite.run("plan", "--offline", "--base", base, "--config", base);
        // then
        assertThat(code).as(suite.err.toString()).isEqualTo(ExitCode.CHANGES);
        assertThat(same).isEqualTo(ExitCode.DONE);
        assertThat(suite.out.toString())
                .contains("1 hosts, 1 to change", "| computegpu007 | changed |", "- 0000:21:00.0", "```diff")
                .contains("**Flavors**", "- vgpu.a100d.1g.10gb can be booked nowhere any more");
    }

    @Test
    void comparesWithARunningSuiteAndTellsWhatIsLost() throws IOException {
        // given
        Path config = config("a", ONE_SLICE);
        String home = System.getProperty("user.home");
        suite.answers("POST /v1/imports?dryRun=true&home=" + home.replace("/", "%2F"), 200, """
            {"hosts":[{"name":"computegpu007","outcome":"changed","changes":["vgpu_definitions"]}],"groups":[],
             "warnings":[],"problems":[]}\
            """)
                .answers("GET /v1/hosts/computegpu007/facts", 200, """
                    {"facts":{"cards":[{"address":"0000:21:00.0","virtualFunctions":["0000:21:00.4","0000:21:00.5"]}],
                     "devices":[{"address":"0000:21:00.4","type":"nvidia-700"},{"address":"0000:21:00.5","type":"nvidia-699"}]}}\
                    """)
                .answers("GET /nova-config/v1/hosts/computegpu007/allocations", 200, """
                    {"items":[{"server":"vm-9","provider":"computegpu007_pci_0000_21_00_5"},{"server":"vm-1","provider":"computegpu007_pci_0000_21_00_4"}]}\
                    """);
        suite.answers("GET /nova-config/v1/bookable-resources", 200, """
            {"items":[{"extraSpec":"resources:CUSTOM_NVIDIA_699","value":"1","type":"nvidia-699","hosts":["computegpu007"]},
             {"extraSpec":"resources:CUSTOM_NVIDIA_474","value":"1","type":"nvidia-474","hosts":["elsewhere"]}]}\
            """)
                .answers("GET /nova-config/v1/flavors", 200, """
                    {"items":[{"name":"small-slice","extra_specs":{"resources:CUSTOM_NVIDIA_699":"1"}}]}\
                    """);
        // when
        int code = suite.run("plan", "--config", config.toString());
        // then
        assertThat(code).as(suite.err.toString()).isEqualTo(ExitCode.CHANGES);
        assertThat(suite.out.toString())
                .contains("computegpu007: changed", "destroys 0000:21:00.5 nvidia-699, used by vm-9")
                .contains("+ vgpu.a100d.2g.20gb can be booked", "- small-slice can be booked nowhere any more")
                .doesNotContain("vm-1", "nvidia-474");
    }
}
