package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {
    @TempDir
    Path folder;

    @Test
    void readsTheExampleOfTheDocumentation() throws Exception {
        // when
        HostsFile file = read(documented());

        // then
        assertThat(file.hosts())
                .extracting(entry -> entry.description().name())
                .containsExactly("computegpu000", "computegpu007");
        HostDescription second = file.hosts().getLast().description();
        assertThat(second.os()).isEqualTo(Os.ROCKY_9);
        assertThat(second.cpu()).isEqualTo(CpuVendor.AMD);
        assertThat(second.faults()).isEqualTo(Map.of(Fault.SSH_DROPS_AFTER_EFFECT, "7", Fault.SRIOV_MANAGE_LIES, ""));
        assertThat(second.rebootTime()).isEqualTo(Duration.ofMillis(500));
        assertThat(second.cards()).hasSize(2);
    }

    @Test
    void namesTheLineThatItDoesNotUnderstand() {
        // when // then
        assertThatThrownBy(() -> read("[computegpu000]\nos = debian12\ncolour = red\n"))
                .hasMessageContaining("line 3: setting 'colour': expected key, os");
        assertThatThrownBy(() -> read("[computegpu000]\nfault = sulks\n"))
                .hasMessageContaining("line 2: fault 'sulks': expected one of [reboot-never-returns");
        assertThatThrownBy(() -> read("[computegpu000]\ncard = 17:00.0 20b5 16\n"))
                .hasMessageContaining("line 2: card address '17:00.0': expected domain:bus:slot.0");
        assertThatThrownBy(() -> read("os = debian12\n")).hasMessageContaining("line 1: setting 'os' belongs below");
    }

    /** The block that docs/simulated-hosts.md shows. */
    static String documented() throws IOException {
        String page = Files.readString(Path.of("../docs/simulated-hosts.md"));
        int start = page.indexOf("```ini\n") + "```ini\n".length();
        return page.substring(start, page.indexOf("```", start));
    }

    private HostsFile read(String text) throws IOException {
        return HostsFile.read(Files.writeString(folder.resolve("hosts"), text));
    }
}
