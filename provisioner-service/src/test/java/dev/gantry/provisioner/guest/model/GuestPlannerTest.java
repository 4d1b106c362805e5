package dev.gantry.provisioner.guest.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.driver.DriverFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestPlannerTest {

    private static final String SUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String TOKEN = "client_configuration_token_05-30-2023-12-41-40.tok";
    private static final DesiredGuest GUIDE = new DesiredGuest(
            DriverFile.parse("NVIDIA-Linux-x86_64-550.54.15-grid.run"), 1, new DesiredGuest.Token(TOKEN, SUM), null);

    private static final List<String> BARE = List.of(
            "os id\tubuntu",
            "kernel release\t5.15.0-91-generic",
            "tool apt-get\t/usr/bin/apt-get",
            "gpu 0000:06:00.0\t-");
    private static final List<String> DRIVER = List.of(
            "os id\tubuntu",
            "kernel release\t5.15.0-91-generic",
            "gpu 0000:06:00.0\tnvidia",
            "module nvidia\t550.54.15",
            "installed-module nvidia\t550.54.15",
            "gridd-conf template\tyes",
            "service LoadState\tloaded",
            "service ActiveState\tactive",
            "service started\t1000.000");
    private static final List<String> CONFIGURED = List.of(
            "gridd-conf changed\t990.000", "gridd-conf FeatureType\t1", "token " + TOKEN + "\t744 991.5 " + SUM);

    @Test
    void aBareGuestGetsAllOfTheGuideInItsOrder() {
        // when
        GuestPlan plan = GuestPlanner.plan(GUIDE, facts(BARE));

        // then
        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.changes())
                .extracting(GuestChange::step)
                .containsExactly("driver", "driver", "gridd-conf", "token", "gridd");
        assertThat(plan.changes().get(1))
                .isInstanceOfSatisfying(GuestChange.RunScript.class, install -> assertThat(install.script())
                        .contains("packages='gcc make linux-headers-5.15.0-91-generic'"));
    }

    @Test
    void aLicensedGuestNeedsNothing() throws Exception {
        // given
        GuestFacts facts = facts(DRIVER, CONFIGURED, smi("licensed.txt"));

        // when
        GuestPlan plan = GuestPlanner.plan(GUIDE, facts);

        // then
        assertThat(plan.isSatisfied()).as(plan.lines().toString()).isTrue();
        assertThat(GuestState.of(GUIDE, facts)).isEqualTo(GuestState.LICENSED);
        assertThat(facts.licences())
                .containsExactly(new GuestFacts.Licence(
                        "00000000:06:00.0",
                        "GRID A100D-1-10C MIG 1g.10gb",
                        "NVIDIA Virtual Compute Server",
                        "Licensed (Expiry: 2023-6-1 11:58:3 GMT)"));
    }

    @Test
    void anUnlicensedGuestThatIsSetUpIsNotRestartedAgainAndAgain() throws Exception {
        // given
        GuestFacts facts = facts(DRIVER, CONFIGURED, smi("unlicensed.txt"));

        // when
        GuestPlan plan = GuestPlanner.plan(GUIDE, facts);

        // then
        assertThat(plan.isSatisfied()).isTrue();
        assertThat(GuestState.of(GUIDE, facts)).isEqualTo(GuestState.UNLICENSED);
    }

    @Test
    void whatWasWrittenBeforeACrashIsStillRead() {
        // given
        GuestFacts facts = facts(
                DRIVER,
                List.of(
                        "gridd-conf changed\t1003.2",
                        "gridd-conf FeatureType\t1",
                        "token " + TOKEN + "\t744 991.5 " + SUM));

        // when
        List<String> lines = GuestPlanner.plan(GUIDE, facts).lines();

        // then
        assertThat(lines)
                .containsExactly(
                        "gridd: restart nvidia-gridd: it started before its configuration or token was changed");
    }

    @Test
    void aTokenOfOtherContentIsReplacedAndOneOfOtherModeKept() {
        // when
        List<String> other = GuestPlanner.plan(
                        GUIDE,
                        facts(
                                DRIVER,
                                List.of(
                                        "gridd-conf changed\t9",
                                        "gridd-conf FeatureType\t1",
                                        "token " + TOKEN + "\t744 9 00")))
                .lines();
        List<String> mode = GuestPlanner.plan(
                        GUIDE,
                        facts(
                                DRIVER,
                                List.of(
                                        "gridd-conf changed\t9",
                                        "gridd-conf FeatureType\t1",
                                        "token " + TOKEN + "\t600 9 " + SUM)))
                .lines();

        // then
        assertThat(other.getFirst())
                .startsWith("token: replace the licence token /etc/nvidia/ClientConfigToken/" + TOKEN);
        assertThat(mode.getFirst()).endsWith("600 to 744");
        assertThat(List.of(other, mode)).allSatisfy(plan -> assertThat(plan).hasSize(2));
    }

    @Test
    void aDriverInUseIsNotReplaced() {
        // given
        GuestFacts facts = facts(List.of(
                "gpu 0000:06:00.0\tnvidia",
                "module nvidia\t535.161.07",
                "installed-module nvidia\t535.161.07",
                "gpu-user\t4711 python3"));

        // when
        GuestPlan plan = GuestPlanner.plan(GUIDE, facts);

        // then
        assertThat(plan.blockers()).singleElement().asString().contains("4711 python3");
        assertThat(plan.changes()).noneMatch(c -> c.step().equals("driver"));
        assertThat(GuestState.of(GUIDE, facts)).isEqualTo(GuestState.DRIVER_DIFFERS);
    }

    @Test
    void aNewDriverBehindAnOldOneInMemoryAsksForAReboot() {
        // given
        GuestFacts facts = facts(
                List.of("gpu 0000:06:00.0\tnvidia", "module nvidia\t535.161.07", "installed-module nvidia\t550.54.15"));

        // when
        GuestPlan plan = GuestPlanner.plan(GUIDE, facts);

        // then
        assertThat(plan.blockers().getFirst()).contains("reboot the guest");
    }

    @Test
    void withoutAGpuNothingIsDone() {
        // given
        GuestFacts facts = facts(List.of("os id\tubuntu"));

        // when
        GuestPlan plan = GuestPlanner.plan(GUIDE, facts);

        // then
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.blockers()).hasSize(1);
        assertThat(GuestState.of(GUIDE, facts)).isEqualTo(GuestState.NO_GPU);
    }

    private static List<String> smi(String name) throws Exception {
        return Files.readAllLines(Path.of("src/test/resources/guest", name)).stream()
                .map(line -> "smi\t" + line)
                .toList();
    }

    @SafeVarargs
    private static GuestFacts facts(List<String>... parts) {
        String lines = String.join(
                "\n", List.of(parts).stream().flatMap(Collection::stream).toList());
        return GuestInspection.parse("gantry-inspection\t1\n" + lines + "\ngantry-end\tok\n");
    }
}
