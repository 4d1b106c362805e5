package dev.gantry.gpu.rule;

import static dev.gantry.gpu.layout.GuideLayout.MIG_CARD;
import static dev.gantry.gpu.layout.GuideLayout.a100s;
import static dev.gantry.gpu.rule.Layouts.MDEV;
import static dev.gantry.gpu.rule.Layouts.assertOnly;
import static dev.gantry.gpu.rule.Layouts.bareMig;
import static dev.gantry.gpu.rule.Layouts.codes;
import static dev.gantry.gpu.rule.Layouts.functions;
import static dev.gantry.gpu.rule.Layouts.vgpus;
import static dev.gantry.gpu.rule.Layouts.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.TimeSlicing;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.driver.DriverVersion;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.GuideLayout;
import dev.gantry.gpu.layout.MigAbility;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many vGPUs of which types a card carries at once: by MIG devices, or by time slicing. */
class CardSharingTest {
    private final LayoutValidator validation = new LayoutValidator(VgpuCatalogue.bundled());

    @Test
    void wantsAMigDeviceForAMigBackedType() {
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, "nvidia-700@0")), a100s(), MDEV),
                Rule.TYPE_NEEDS_MIG,
                "vgpu_definitions[0].virtual_functions[0].mdev_type",
                "\"2g.20gb\"");
    }

    @Test
    void wantsNoTimeSlicedTypeBesideMig() {
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-697@0 nvidia-701@1", "3g.40gb:1"));
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.TYPE_NEEDS_MIG,
                "vgpu_definitions[0].virtual_functions[0].mdev_type",
                "time-sliced A100D-40C beside MIG devices");
    }

    @Test
    void wantsADeviceForEachMigBackedVgpu() {
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-701@0 nvidia-701@1", "3g.40gb:1"));
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.MORE_VGPUS_THAN_DEVICES,
                "vgpu_definitions[0].virtual_functions",
                "2 vGPUs on 3g.40gb");
    }

    @Test
    void mentionsIdleDevices() {
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-701@0", "3g.40gb:2"));
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.IDLE_DEVICES,
                "vgpu_definitions[0].mig_devices.3g.40gb",
                "2 devices for 1 vGPUs");
    }

    @Test
    void offersTheNearestGeometries() {
        List<RuleViolation> violations = validation.check(wanted(bareMig(MIG_CARD, "2g.20gb:4")), a100s(), MDEV);
        assertOnly(violations, Rule.MIG_GEOMETRY, "vgpu_definitions[0].mig_devices", "3x 2g.20gb; or ");
        assertThat(violations.getFirst().message())
                .contains("0000:17:00.0", "A100 PCIe 80GB (A100D)", "4x 2g.20gb (4 of 2g.20gb wanted, at most 3 fit)");
    }

    @Test
    void refusesMigOnACardThatCannot() {
        CardFacts a40 = new CardFacts(MIG_CARD, "2235", 32, false, 46_068);
        assertOnly(
                validation.check(wanted(bareMig(MIG_CARD, "1g.10gb:1")), List.of(a40), MDEV),
                Rule.MIG_GEOMETRY,
                "vgpu_definitions[0].mig_devices",
                "cannot MIG");
    }

    @Test
    void knowsAnUncataloguedCardByItsMemory() {
        CardFacts b200 = new CardFacts(MIG_CARD, "2901", 16, true, 183_359);
        CardFacts other = new CardFacts(MIG_CARD, "2bb5", 16, true, 97_887);

        assertThat(validation.check(wanted(bareMig(MIG_CARD, "1g.23gb:7")), List.of(b200), MDEV))
                .isEmpty();
        assertThat(codes(validation.check(wanted(bareMig(MIG_CARD, "1g.10gb:7")), List.of(b200), MDEV)))
                .containsExactly("E6");
        assertThat(codes(validation.check(wanted(bareMig(MIG_CARD, "1g.24gb:4")), List.of(other), MDEV)))
                .containsExactly("W11");
    }

    @Test
    void differentSizesNeedADriverThatMixesThem() {
        HostContext old = HostContext.unknown().driver(DriverVersion.parse("535.161.05"));
        HostContext recent = HostContext.unknown().driver(DriverVersion.parse("550.90.05"));
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-692@0 nvidia-697@1"));

        assertThat(validation.check(wanted, a100s(), recent)).isEmpty();
        assertThat(validation.check(wanted, a100s(), MDEV)).isEmpty();
        assertOnly(
                validation.check(wanted, a100s(), old),
                Rule.TIME_SLICING,
                "vgpu_definitions[0].virtual_functions",
                "A100D-4C and A100D-40C");
    }

    @ParameterizedTest
    @CsvSource({"1db6, 0, V100D-8Q@0 V100D-8Q@1", "1eb8, 16, T4-4Q@0 T4-4Q@1", "1b38, 0, P40-6Q@0 P40-6Q@1"})
    void cardsUpToTuringNeedNoVirtualFunctions(String product, int functions, String vgpus) {
        CardFacts card = new CardFacts(MIG_CARD, product, functions, false, 0);

        assertThat(validation.check(wanted(vgpus(MIG_CARD, vgpus)), List.of(card), MDEV))
                .noneMatch(RuleViolation::isError);
    }

    @Test
    void typeNamedAfterTheCardIsItsDriversToKnow() {
        CardFacts a100 = new CardFacts(MIG_CARD, "20b5", 16, true, 81_920);

        List<RuleViolation> violations = validation.check(wanted(vgpus(MIG_CARD, "A100D-3Q@0")), List.of(a100), MDEV);

        assertThat(violations).isNotEmpty().noneMatch(RuleViolation::isError);
    }

    @Test
    void cardThatNobodyCouldAskIsNotSaidToBeWithoutMig() {
        DesiredGpus mig = DesiredGpus.of(GuideLayout.layout());
        List<CardFacts> held = a100s().stream()
                .map(c -> new CardFacts(c.address(), c.productId(), 16, MigAbility.NOT_KNOWN, 0))
                .toList();
        List<CardFacts> a40 = a100s().stream()
                .map(c -> new CardFacts(c.address(), "2235", 16, MigAbility.NOT_KNOWN, 0))
                .toList();

        assertThat(validation.check(mig, held, MDEV)).isEmpty();
        assertThat(codes(validation.check(mig, a40, MDEV))).contains("E6");
    }

    @Test
    void allowsSizesToMixWhereTheyMay() {
        HostContext mixed = HostContext.unknown().slicing(TimeSlicing.MIXED_SIZE);
        CardFacts t4 = new CardFacts(MIG_CARD, "1eb8", 16, false, 16_384);

        assertThat(validation.check(wanted(vgpus(MIG_CARD, "nvidia-692@0 nvidia-697@1")), a100s(), mixed))
                .isEmpty();
        assertThat(codes(validation.check(wanted(vgpus(MIG_CARD, "nvidia-230@0 nvidia-232@1")), List.of(t4), mixed)))
                .containsExactly("E7");
        assertThat(codes(validation.check(
                        wanted(vgpus(MIG_CARD, "nvidia-697@0 nvidia-697@1 nvidia-692@2")), a100s(), mixed)))
                .containsExactly("E8");
    }

    /** What a card carries itself are mediated devices, also beside cards of the vendor's own framework. */
    @ParameterizedTest
    @CsvSource({
        "20b5, nvidia-692@0 nvidia-697@1, E13",
        "2236, A10-4Q@0 A10-6Q@1, E13",
        "2236, A10-4Q@0 A10-4Q@1, ''",
        "1db6, V100D-8Q@0 V100D-8Q@1, ''",
        "1eb8, T4-4Q@0, ''",
    })
    void vendorVfioTakesOneTypeACardWithVirtualFunctions(String product, String vgpus, String code) {
        CardFacts card = new CardFacts(MIG_CARD, product, 16, MigAbility.NOT_KNOWN, 0);
        HostContext vendor = HostContext.unknown().framework(Framework.VENDOR_VFIO);

        assertThat(codes(validation.check(wanted(vgpus(MIG_CARD, vgpus)), List.of(card), vendor)))
                .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
    }

    @Test
    void wantsOneTypeWhereTheDriverOffersNoOther() {
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-560@0 nvidia-570@1"));
        HostContext old = HostContext.unknown().driver(DriverVersion.parse("535.161.05"));
        HostContext recent = HostContext.unknown().driver(DriverVersion.parse("550.90.05"));
        List<CardFacts> a40 = List.of(new CardFacts(MIG_CARD, "2235", 32, false, 46_068));

        assertThat(codes(validation.check(wanted, a40, MDEV))).containsExactly("E7");
        assertThat(codes(validation.check(wanted, a40, old))).containsExactly("E7");
        assertThat(validation.check(wanted, a40, recent)).isEmpty();
    }

    @Test
    void countsTimeSlicedVgpus() {
        String three = "nvidia-697@0 nvidia-697@1 nvidia-697@2";
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, three)), a100s(), MDEV),
                Rule.TIME_SLICING,
                "vgpu_definitions[0].virtual_functions",
                "at most 2 on A100 PCIe 80GB (A100D)");
    }

    @Test
    void addsUpMemoryWhereNoCountIsKnown() {
        String five = "A40-12A@0 A40-12A@1 A40-12A@2 A40-12A@3 A40-12A@4";
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, five))),
                Rule.FRAMEBUFFER,
                "vgpu_definitions[0].virtual_functions",
                "61440 MiB");
    }

    /** Every catalogued type, as many as its card holds, is allowed on its own card. */
    @Test
    void allowsEveryTypeToItsLimit() {
        for (CardModel model : VgpuCatalogue.bundled().cards()) {
            CardFacts facts = new CardFacts(
                    MIG_CARD, model.productIds().getFirst(), 64, model.isMigCapable(), model.framebufferMib());
            for (VgpuType type : model.types()) {
                int most = type.limit(TimeSlicing.EQUAL_SIZE).orElse(1);
                List<VirtualFunction> functions = IntStream.range(0, most)
                        .mapToObj(i -> new VirtualFunction(i, type.name()))
                        .toList();
                Map<MigProfile, Integer> mig =
                        type.migProfile().map(p -> Map.of(p, most)).orElse(Map.of());
                DesiredGpus wanted = wanted(CardLayout.withVgpus(MIG_CARD, functions, mig));
                assertThat(validation.check(wanted, List.of(facts), MDEV))
                        .as(type.name().toString())
                        .isEmpty();
            }
        }
    }
}
