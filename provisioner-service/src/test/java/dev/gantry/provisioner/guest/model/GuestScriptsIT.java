package dev.gantry.provisioner.guest.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.gpu.driver.DriverFile;
import dev.gantry.provisioner.GuestForTests;
import dev.gantry.provisioner.model.HostForTests;
import dev.gantry.provisioner.model.script.Scripts;
import dev.gantry.simulator.Os;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guest's scripts under both shells, with each packing of the driver. */
class GuestScriptsIT {

    private static final String TOKEN = GuestForTests.token(4_102_444_800L);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "UBUNTU_22_04,dash,NVIDIA-Linux-x86_64-550.54.15-grid.run",
        "UBUNTU_22_04,bash,nvidia-linux-grid-535_535.161.07_amd64.deb",
        "ROCKY_9,bash,nvidia-linux-grid-525-525.105.17-1.x86_64.rpm",
        "ROCKY_9,dash,NVIDIA-Linux-x86_64-550.54.15-grid.run"
    })
    void everyPackingLeadsToALicenceAndThenToNothing(Os os, String shell, String fileName) throws Exception {
        try (HostForTests guest = new HostForTests(folder, GuestForTests.description("guest", os), shell)) {
            // given
            GuestForTests.furnish(guest.host());
            DesiredGuest wish = wish(fileName);

            // when
            List<String> done = new ArrayList<>();
            GuestFacts facts = inspect(guest);
            for (GuestPlan plan = GuestPlanner.plan(wish, facts);
                    !plan.isSatisfied() && done.size() < 12;
                    plan = GuestPlanner.plan(wish, facts)) {
                assertThat(plan.blockers()).isEmpty();
                for (GuestChange change : plan.changes()) {
                    apply(guest, change, fileName);
                    done.add(change.step());
                }
                facts = inspect(guest);
            }

            // then
            assertThat(GuestState.of(wish, facts)).as(facts.toString()).isEqualTo(GuestState.LICENSED);
            assertThat(done).containsExactly("driver", "driver", "gridd-conf", "token", "gridd");
            assertThat(guest.host().root().resolve("opt/gantry/guest/tmp")).doesNotExist();
        }
    }

    @Test
    void aConfigurationWithoutTheLineGetsItAndKeepsTheRest() throws Exception {
        try (HostForTests guest =
                new HostForTests(folder, GuestForTests.description("guest", Os.UBUNTU_22_04), "dash")) {
            // given
            GuestForTests.furnish(guest.host());
            Path conf = guest.host().root().resolve("etc/nvidia/gridd.conf");
            Files.createDirectories(conf.getParent());
            Files.writeString(conf, "# FeatureType=0\nServerAddress=a\\b $x\nEnableUI=TRUE");
            String script = Scripts.change(GuestInspection.class, "gridd-conf", java.util.Map.of("feature", "4"));

            // when
            guest.asRoot(script);
            String once = Files.readString(conf);
            guest.asRoot(script);

            // then
            assertThat(once).isEqualTo("# FeatureType=0\nServerAddress=a\\b $x\nEnableUI=TRUE\nFeatureType=4\n");
            assertThat(conf).hasContent(once);
        }
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        // given
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "shellcheck"))),
                "SKIPPED: shellcheck is not installed on this machine");
        List<String> command = new ArrayList<>(List.of("shellcheck", "-s", "sh"));
        try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/dev/gantry/provisioner/guest/model"))) {
            scripts.map(Path::toString).forEach(command::add);
        }

        // when
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        // then
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
    }

    private static GuestFacts inspect(HostForTests guest) throws Exception {
        HostForTests.Answer answer = guest.asRoot(GuestInspection.script(""));
        assertThat(answer.err()).isEmpty();
        return GuestInspection.parse(answer.out());
    }

    private static DesiredGuest wish(String fileName) throws Exception {
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8)));
        return new DesiredGuest(
                DriverFile.parse(fileName), 1, new DesiredGuest.Token(GuestForTests.TOKEN_FILE, sum), null);
    }

    private static void apply(HostForTests guest, GuestChange change, String fileName) throws Exception {
        switch (change) {
            case GuestChange.RunScript script -> {
                HostForTests.Answer answer = guest.asRoot(script.script());
                assertThat(answer.code()).as(change + "\n" + answer).isZero();
            }
            case GuestChange.DeliverDriver driver -> {
                String version = DriverFile.parse(fileName).version().text();
                store(guest, driver.remotePath(), GuestForTests.driver(fileName, version));
            }
            case GuestChange.DeliverToken token -> {
                store(guest, token.remotePath(), TOKEN);
                guest.must("chmod " + token.mode() + " $R" + token.remotePath());
            }
        }
    }

    private static void store(HostForTests guest, String path, String text) throws Exception {
        Path file = guest.host().root().resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
