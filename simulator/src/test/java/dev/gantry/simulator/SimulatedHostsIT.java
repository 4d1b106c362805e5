package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hosts as a process of their own. */
class SimulatedHostsIT {
    @TempDir
    Path folder;

    @Test
    void hostsSurviveAKillOfTheirProcess() throws Exception {
        try (SshClientForTests ssh = new SshClientForTests()) {
            // given
            Path file = folder.resolve("hosts");
            Files.writeString(file, "key = " + ssh.publicKey() + "\n" + HostsFileTest.documented());
            Process killed = hosts(file);
            List<String> first = linesUntilReady(killed);
            String boot = bootIdOf(ssh, first.getFirst());
            killed.destroyForcibly().waitFor();

            // when
            Process again = hosts(file);
            List<String> second = linesUntilReady(again);

            // then
            assertThat(second).isEqualTo(first).hasSize(2);
            assertThat(bootIdOf(ssh, second.getFirst())).isEqualTo(boot);
            again.destroy();
            assertThat(again.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Sample: {@code host computegpu000 40123 SHA256:pKq2...}. */
    private static String bootIdOf(SshClientForTests ssh, String line) throws IOException {
        int port = Integer.parseInt(line.split(" ")[2]);
        try (var session = ssh.connect(port)) {
            return SshClientForTests.run(session, "cat $GANTRY_ROOT/proc/sys/kernel/random/boot_id", "")
                    .out();
        }
    }

    private Process hosts(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatedHosts.class.getName(),
                        file.toString(),
                        folder.resolve("data").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> linesUntilReady(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return lines;
            }
            lines.add(line);
        }
        throw new AssertionError("the process ended before it was ready: " + lines);
    }
}
