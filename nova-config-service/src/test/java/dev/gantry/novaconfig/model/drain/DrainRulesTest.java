package dev.gantry.novaconfig.model.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.model.drain.Possibility.Answer;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainRulesTest {

    private static final ComputeVersions NEW = host("new", NovaRelease.CARACAL, "8.6.0", "8.1.0", "5.18.0");

    private static ComputeVersions host(
            String name, NovaRelease nova, @Nullable String libvirt, @Nullable String qemu, @Nullable String kernel) {
        return new ComputeVersions(name, nova, libvirt, qemu, kernel);
    }

    private static DrainServer server(String status, GuestDevices devices) {
        return new DrainServer("1", "guest", status, null, devices);
    }

    private static Possibility live(GuestDevices devices, ComputeVersions source, ComputeVersions... others) {
        return DrainRules.of(server("ACTIVE", devices), source, List.of(others)).getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "CARACAL,8.6.0,8.1.0,5.18.0,YES",
        "HIBISCUS,10.0.0,9.0,6.8.0-31-generic,YES",
        "BOBCAT,8.6.0,8.1.0,5.18.0,NO",
        "CARACAL,8.5.9,8.1.0,5.18.0,NO",
        "CARACAL,8.6.0,8.0.5,5.18.0,NO",
        "CARACAL,8.6.0,8.1.0,5.14.0-427.13.1.el9_4.x86_64,NO",
        "CARACAL,,8.1.0,5.18.0,NOT_KNOWN",
        "CARACAL,8.6.0,,5.18.0,NOT_KNOWN",
        "CARACAL,8.6.0,8.1.0,,NOT_KNOWN",
        "CARACAL,8.6.0,8.1.0,strange,NOT_KNOWN"
    })
    void mediatedDevicesNeedNewSoftwareAtTheSource(
            NovaRelease nova, @Nullable String libvirt, @Nullable String qemu, @Nullable String kernel, Answer answer) {
        assertThat(live(GuestDevices.MDEV, host("old", nova, libvirt, qemu, kernel), NEW)
                        .answer())
                .isEqualTo(answer);
    }

    @Test
    void oneDestinationThatIsNewEnoughSuffices() {
        // given
        ComputeVersions old = host("old", NovaRelease.CARACAL, "8.0.0", "6.2.0", "5.14.0");
        ComputeVersions silent = host("silent", NovaRelease.CARACAL, null, null, "5.18.0");
        // when, then
        assertThat(live(GuestDevices.MDEV, NEW, old, NEW).answer()).isEqualTo(Answer.YES);
        assertThat(live(GuestDevices.MDEV, NEW, old).reason()).contains("libvirt 8.6 needed, old has 8.0.0");
        assertThat(live(GuestDevices.MDEV, NEW, old, silent).answer()).isEqualTo(Answer.NOT_KNOWN);
        assertThat(live(GuestDevices.MDEV, NEW).answer()).isEqualTo(Answer.NO);
    }

    @Test
    void wholeCardsNeverMoveLiveAndVendorVfioNeedsNewerSoftware() {
        assertThat(live(GuestDevices.PASSTHROUGH, NEW, NEW).answer()).isEqualTo(Answer.NO);
        assertThat(live(GuestDevices.VENDOR_VFIO, NEW, NEW).answer()).isEqualTo(Answer.NO);
        ComputeVersions epoxy = host("epoxy", NovaRelease.EPOXY, "10.0.0", "8.2.2", "6.8.0");
        assertThat(live(GuestDevices.VENDOR_VFIO, epoxy, epoxy).answer()).isEqualTo(Answer.YES);
        assertThat(live(GuestDevices.NONE, host("old", NovaRelease.VICTORIA, null, null, null), NEW)
                        .answer())
                .isEqualTo(Answer.YES);
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,YES,YES,YES",
        "PAUSED,YES,NO,YES",
        "SHUTOFF,NO,YES,YES",
        "SUSPENDED,NO,NO,YES",
        "ERROR,NO,NO,NO",
        "VERIFY_RESIZE,NO,NO,NO",
        "RESCUE,NO,NO,NO"
    })
    void everyWayHasItsStates(String status, Answer live, Answer cold, Answer shelve) {
        assertThat(DrainRules.of(server(status, GuestDevices.NONE), NEW, List.of(NEW)))
                .extracting(Possibility::answer)
                .containsExactly(live, cold, shelve);
    }

    @Test
    void policyTakesTheFirstAllowedWayAndSaysWhyNone() {
        // given
        DrainServer guest = server("ACTIVE", GuestDevices.PASSTHROUGH);
        List<Possibility> possibilities = DrainRules.of(guest, NEW, List.of(NEW));
        // when, then
        assertThat(DrainPolicy.DEFAULT.choose(guest, possibilities).way()).isEqualTo(DrainWay.WAIT);
        assertThat(DrainPolicy.DEFAULT.choose(guest, possibilities).reason())
                .contains("live-migrate: a whole card", "shelve: not allowed");
        DrainPolicy all = new DrainPolicy(
                List.of(DrainWay.LIVE_MIGRATE, DrainWay.COLD_MIGRATE, DrainWay.SHELVE),
                DrainPolicy.Unknown.LEAVE,
                1,
                0);
        assertThat(all.choose(guest, possibilities).way()).isEqualTo(DrainWay.COLD_MIGRATE);
        assertThat(all.choose(new DrainServer("1", "guest", "ACTIVE", "migrating", GuestDevices.NONE), possibilities)
                        .way())
                .isEqualTo(DrainWay.WAIT);
    }

    @Test
    void whatIsNotKnownIsTriedOnlyWhereThePolicySaysSo() {
        // given
        ComputeVersions silent = host("silent", NovaRelease.CARACAL, null, null, null);
        DrainServer guest = server("ACTIVE", GuestDevices.MDEV);
        List<Possibility> possibilities = DrainRules.of(guest, silent, List.of(NEW));
        List<DrainWay> live = List.of(DrainWay.LIVE_MIGRATE);
        // when, then
        assertThat(new DrainPolicy(live, DrainPolicy.Unknown.LEAVE, 1, 0)
                        .choose(guest, possibilities)
                        .way())
                .isEqualTo(DrainWay.WAIT);
        assertThat(new DrainPolicy(live, DrainPolicy.Unknown.TRY, 1, 0)
                        .choose(guest, possibilities)
                        .way())
                .isEqualTo(DrainWay.LIVE_MIGRATE);
    }
}
