package dev.gantry.gpu.rule;

import static dev.gantry.gpu.layout.GuideLayout.MIG_CARD;
import static dev.gantry.gpu.layout.GuideLayout.TIME_SLICED_CARD;
import static dev.gantry.gpu.layout.GuideLayout.a100s;
import static dev.gantry.gpu.rule.Layouts.MDEV;
import static dev.gantry.gpu.rule.Layouts.assertOnly;
import static dev.gantry.gpu.rule.Layouts.bareMig;
import static dev.gantry.gpu.rule.Layouts.codes;
import static dev.gantry.gpu.rule.Layouts.vgpus;
import static dev.gantry.gpu.rule.Layouts.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuSeries;
import dev.gantry.gpu.driver.DriverVersion;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.GuideLayout;
import dev.gantry.gpu.layout.PassthroughLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.pci.PciAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutValidatorTest {
    private final LayoutValidator validation = new LayoutValidator(VgpuCatalogue.bundled());

    @Test
    void findsNothingWrongWithTheGuidesLayout() {
        DesiredGpus guide = DesiredGpus.of(GuideLayout.layout());
        HostContext terms = MDEV.driver(DriverVersion.parse("525.105.14")).novaRelease(27);

        assertThat(validation.check(guide)).isEmpty();
        assertThat(validation.check(guide, a100s(), terms)).isEmpty();
    }

    @Test
    void findsNothingWrongWithDiscoveryAndBareMig() {
        DesiredGpus wanted = wanted(CardLayout.discovery(MIG_CARD), bareMig(TIME_SLICED_CARD, "3g.40gb:2"));
        assertThat(validation.check(wanted, a100s(), MDEV)).isEmpty();
    }

    @Test
    void findsNothingWrongWithWishingNothing() {
        assertThat(validation.check(DesiredGpus.of(VgpuLayout.empty()), a100s(), MDEV))
                .isEmpty();
    }

    @Test
    void wantsEachCardOnce() {
        DesiredGpus wanted = wanted(CardLayout.discovery(MIG_CARD), CardLayout.discovery(MIG_CARD));
        assertOnly(validation.check(wanted), Rule.ADDRESS, "vgpu_definitions[1].pci_address", "a second time");
    }

    @Test
    void wantsCardsAndNotTheirFunctions() {
        DesiredGpus wanted = wanted(CardLayout.discovery(PciAddress.parse("0000:17:00.4")));
        assertOnly(validation.check(wanted), Rule.ADDRESS, "vgpu_definitions[0].pci_address", "0000:17:00.0");
    }

    @Test
    void namesTheCardsThatAHostHas() {
        DesiredGpus wanted = wanted(CardLayout.discovery(PciAddress.parse("0000:21:00.0")));
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.ADDRESS,
                "vgpu_definitions[0].pci_address",
                "0000:17:00.0 (10de:20b5), 0000:65:00.0 (10de:20b5)");
    }

    @Test
    void tellsWhenAHostHasNoCardAtAll() {
        assertOnly(
                validation.check(wanted(CardLayout.discovery(MIG_CARD)), List.of(), MDEV),
                Rule.ADDRESS,
                "vgpu_definitions[0].pci_address",
                "the host shows no NVIDIA card");
    }

    @Test
    void wantsIndexesBelowTheCardsTotal() {
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-698@16"));
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.INDEX,
                "vgpu_definitions[0].virtual_functions[0].index",
                "0 to 15");
    }

    @Test
    void sendsToTheFirmwareWhenACardOffersNoFunction() {
        CardFacts off = new CardFacts(MIG_CARD, "20b5", 0, true, 81_920);
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, "nvidia-698@0")), List.of(off), MDEV),
                Rule.INDEX,
                "vgpu_definitions[0].virtual_functions[0].index",
                "Enable SR-IOV in the firmware");
    }

    @Test
    void wantsEachIndexOnce() {
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-697@1 nvidia-697@1"));
        assertOnly(
                validation.check(wanted),
                Rule.INDEX,
                "vgpu_definitions[0].virtual_functions[1].index",
                "a second time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvidia-621", "A100DX-80C", "A100DX-3C"})
    void wantsTypesOfTheCard(String type) {
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, type + "@0")), a100s(), MDEV),
                Rule.TYPE_OF_CARD,
                "vgpu_definitions[0].virtual_functions[0].mdev_type",
                "nvidia-697 (A100D-40C)");
    }

    @Test
    void wantsTypesOfOneModelOnACardItDoesNotKnow() {
        List<RuleViolation> violations = validation.check(wanted(vgpus(MIG_CARD, "nvidia-697@0 nvidia-565@1")));
        assertThat(codes(violations)).containsExactly("E3", "E3");
        assertThat(violations.getFirst().found()).contains("nvidia-697 (A100D-40C)", "A100 PCIe 80GB");
    }

    @ParameterizedTest
    @CsvSource({"20b5,nvidia-4711", "ffff,nvidia-697", "ffff,ZZ-8Q"})
    void lowersItsVoiceWhereTheCatalogueIsSilent(String productId, String type) {
        CardFacts card = new CardFacts(MIG_CARD, productId, 16, true, 81_920);
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, type + "@0")), List.of(card), MDEV),
                Rule.UNKNOWN_TYPE,
                "vgpu_definitions[0].virtual_functions[0].mdev_type",
                type);
    }

    @Test
    void tellsA16FromA2ByTheTypes() {
        CardFacts card = new CardFacts(MIG_CARD, "25b6", 16, false, 15_356);
        assertThat(validation.check(wanted(vgpus(MIG_CARD, "nvidia-747@0 nvidia-747@1")), List.of(card), MDEV))
                .isEmpty();
        assertThat(codes(validation.check(wanted(vgpus(MIG_CARD, "nvidia-714@0 nvidia-747@1")), List.of(card), MDEV)))
                .contains("E7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10de:20b5", "a100_80", "0000:17:00.0"})
    void wantsOneUseForAModel(String passthrough) {
        PassthroughLayout whole = PassthroughLayout.parse(List.of(passthrough));
        DesiredGpus wanted = new DesiredGpus(new VgpuLayout(List.of(CardLayout.discovery(TIME_SLICED_CARD))), whole);
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.TWO_PATHS,
                "vgpu_definitions[0].pci_address",
                "passthrough of " + passthrough);
    }

    @Test
    void allowsTwoUsesForTwoModels() {
        CardFacts v100 = new CardFacts(PciAddress.parse("0000:3d:00.0"), "1db6", 0, false, 32_768);
        PassthroughLayout whole = PassthroughLayout.parse(List.of("v100_32"));
        DesiredGpus wanted = new DesiredGpus(GuideLayout.layout(), whole);
        List<CardFacts> cards = Stream.concat(a100s().stream(), Stream.of(v100)).toList();

        assertThat(validation.check(wanted, cards, MDEV)).isEmpty();
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.ADDRESS,
                "passthrough[0]",
                "v100_32, of which there is none");
    }

    @Test
    void wantsANovaThatKnowsVendorVfio() {
        HostContext vfio = HostContext.unknown().framework(Framework.VENDOR_VFIO);
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-697@0"));

        assertThat(codes(validation.check(wanted, a100s(), vfio.novaRelease(30))))
                .containsExactly("E12");
        assertThat(validation.check(wanted, a100s(), vfio.novaRelease(31))).isEmpty();
    }

    @Test
    void wantsOneTypePerCardWithVendorVfio() {
        HostContext vfio =
                HostContext.unknown().framework(Framework.VENDOR_VFIO).novaRelease(31);
        List<RuleViolation> violations = validation.check(DesiredGpus.of(GuideLayout.layout()), a100s(), vfio);
        assertOnly(
                violations,
                Rule.ONE_TYPE_PER_CARD,
                "vgpu_definitions[0].virtual_functions",
                "A100D-2-20C and A100D-1-10C");
    }

    @Test
    void warnsOfTheSoleTypeOnAnOldNova() {
        DesiredGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-697@0 A100D-40C@1"));

        assertThat(codes(validation.check(wanted, a100s(), MDEV.novaRelease(28))))
                .containsExactly("W1");
        assertThat(validation.check(wanted, a100s(), MDEV.novaRelease(29))).isEmpty();
        assertThat(validation.check(wanted, a100s(), HostContext.unknown())).isEmpty();
    }

    @Test
    void warnsOfTypesWithoutALicence() {
        HostContext workstations = HostContext.unknown().licensed(EnumSet.of(VgpuSeries.Q));
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, "nvidia-697@0")), a100s(), workstations),
                Rule.LICENCE,
                "vgpu_definitions[0].virtual_functions",
                "NVIDIA AI Enterprise");
    }
}
