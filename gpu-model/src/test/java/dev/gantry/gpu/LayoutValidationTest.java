package dev.gantry.gpu;

import static dev.gantry.gpu.GuideLayout.MIG_CARD;
import static dev.gantry.gpu.GuideLayout.TIME_SLICED_CARD;
import static dev.gantry.gpu.GuideLayout.a100s;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutValidationTest {

    private static final HostTerms MDEV =
            HostTerms.unknown().framework(Framework.MDEV).novaRelease(29);

    private final LayoutValidation validation = new LayoutValidation(VgpuCatalogue.bundled());

    @Test
    void findsNothingWrongWithTheGuidesLayout() {
        WantedGpus guide = WantedGpus.of(GuideLayout.layout());
        HostTerms terms = MDEV.driver(DriverVersion.parse("525.105.14")).novaRelease(27);

        assertThat(validation.check(guide)).isEmpty();
        assertThat(validation.check(guide, a100s(), terms)).isEmpty();
    }

    @Test
    void findsNothingWrongWithDiscoveryAndBareMig() {
        WantedGpus wanted = wanted(CardLayout.discovery(MIG_CARD), bareMig(TIME_SLICED_CARD, "3g.40gb:2"));
        assertThat(validation.check(wanted, a100s(), MDEV)).isEmpty();
    }

    @Test
    void findsNothingWrongWithWishingNothing() {
        assertThat(validation.check(WantedGpus.of(VgpuLayout.empty()), a100s(), MDEV))
                .isEmpty();
    }

    @Test
    void wantsEachCardOnce() {
        WantedGpus wanted = wanted(CardLayout.discovery(MIG_CARD), CardLayout.discovery(MIG_CARD));
        assertOnly(validation.check(wanted), Rule.ADDRESS, "vgpu_definitions[1].pci_address", "a second time");
    }

    @Test
    void wantsCardsAndNotTheirFunctions() {
        WantedGpus wanted = wanted(CardLayout.discovery(PciAddress.parse("0000:17:00.4")));
        assertOnly(validation.check(wanted), Rule.ADDRESS, "vgpu_definitions[0].pci_address", "0000:17:00.0");
    }

    @Test
    void namesTheCardsThatAHostHas() {
        WantedGpus wanted = wanted(CardLayout.discovery(PciAddress.parse("0000:21:00.0")));
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
        WantedGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-698@16"));
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
        WantedGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-697@1 nvidia-697@1"));
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
        List<Finding> findings = validation.check(wanted(vgpus(MIG_CARD, "nvidia-697@0 nvidia-565@1")));
        assertThat(codes(findings)).containsExactly("E3", "E3", "E7");
        assertThat(findings.getFirst().found()).contains("nvidia-697 (A100D-40C)", "A100 PCIe 80GB");
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
        WantedGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-697@0 nvidia-701@1", "3g.40gb:1"));
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.TYPE_NEEDS_MIG,
                "vgpu_definitions[0].virtual_functions[0].mdev_type",
                "time-sliced A100D-40C beside MIG devices");
    }

    @Test
    void wantsADeviceForEachMigBackedVgpu() {
        WantedGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-701@0 nvidia-701@1", "3g.40gb:1"));
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.MORE_VGPUS_THAN_DEVICES,
                "vgpu_definitions[0].virtual_functions",
                "2 vGPUs on 3g.40gb");
    }

    @Test
    void mentionsIdleDevices() {
        WantedGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-701@0", "3g.40gb:2"));
        assertOnly(
                validation.check(wanted, a100s(), MDEV),
                Rule.IDLE_DEVICES,
                "vgpu_definitions[0].mig_devices.3g.40gb",
                "2 devices for 1 vGPUs");
    }

    @Test
    void offersTheNearestGeometries() {
        List<Finding> findings = validation.check(wanted(bareMig(MIG_CARD, "2g.20gb:4")), a100s(), MDEV);
        assertOnly(findings, Rule.MIG_GEOMETRY, "vgpu_definitions[0].mig_devices", "3x 2g.20gb; or ");
        assertThat(findings.getFirst().message())
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
    void wantsOneSizeOnATimeSlicedCard() {
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, "nvidia-692@0 nvidia-697@1")), a100s(), HostTerms.unknown()),
                Rule.TIME_SLICING,
                "vgpu_definitions[0].virtual_functions",
                "A100D-4C and A100D-40C");
    }

    @Test
    void allowsSizesToMixWhereTheyMay() {
        HostTerms mixed = HostTerms.unknown().slicing(TimeSlicing.MIXED_SIZE);
        CardFacts t4 = new CardFacts(MIG_CARD, "1eb8", 16, false, 16_384);

        assertThat(validation.check(wanted(vgpus(MIG_CARD, "nvidia-692@0 nvidia-697@1")), a100s(), mixed))
                .isEmpty();
        assertThat(codes(validation.check(wanted(vgpus(MIG_CARD, "nvidia-230@0 nvidia-232@1")), List.of(t4), mixed)))
                .containsExactly("E7");
        assertThat(codes(validation.check(
                        wanted(vgpus(MIG_CARD, "nvidia-697@0 nvidia-697@1 nvidia-692@2")), a100s(), mixed)))
                .containsExactly("E8");
    }

    @Test
    void wantsOneTypeWhereTheDriverOffersNoOther() {
        WantedGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-560@0 nvidia-570@1"));
        HostTerms old = HostTerms.unknown().driver(DriverVersion.parse("535.161.05"));
        HostTerms recent = HostTerms.unknown().driver(DriverVersion.parse("550.90.05"));
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

    @ParameterizedTest
    @ValueSource(strings = {"10de:20b5", "a100_80", "0000:17:00.0"})
    void wantsOneUseForAModel(String passthrough) {
        PassthroughLayout whole = PassthroughLayout.parse(List.of(passthrough));
        WantedGpus wanted = new WantedGpus(new VgpuLayout(List.of(CardLayout.discovery(TIME_SLICED_CARD))), whole);
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
        WantedGpus wanted = new WantedGpus(GuideLayout.layout(), whole);
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
        HostTerms vfio = HostTerms.unknown().framework(Framework.VENDOR_VFIO);
        WantedGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-697@0"));

        assertThat(codes(validation.check(wanted, a100s(), vfio.novaRelease(30))))
                .containsExactly("E12");
        assertThat(validation.check(wanted, a100s(), vfio.novaRelease(31))).isEmpty();
    }

    @Test
    void wantsOneTypePerCardWithVendorVfio() {
        HostTerms vfio = HostTerms.unknown().framework(Framework.VENDOR_VFIO).novaRelease(31);
        List<Finding> findings = validation.check(WantedGpus.of(GuideLayout.layout()), a100s(), vfio);
        assertOnly(
                findings,
                Rule.ONE_TYPE_PER_CARD,
                "vgpu_definitions[0].virtual_functions",
                "A100D-2-20C and A100D-1-10C");
    }

    @Test
    void warnsOfTheSoleTypeOnAnOldNova() {
        WantedGpus wanted = wanted(vgpus(MIG_CARD, "nvidia-697@0 A100D-40C@1"));

        assertThat(codes(validation.check(wanted, a100s(), MDEV.novaRelease(28))))
                .containsExactly("W1");
        assertThat(validation.check(wanted, a100s(), MDEV.novaRelease(29))).isEmpty();
        assertThat(validation.check(wanted, a100s(), HostTerms.unknown())).isEmpty();
    }

    @Test
    void warnsOfTypesWithoutALicence() {
        HostTerms workstations = HostTerms.unknown().licensed(EnumSet.of(VgpuSeries.Q));
        assertOnly(
                validation.check(wanted(vgpus(MIG_CARD, "nvidia-697@0")), a100s(), workstations),
                Rule.LICENCE,
                "vgpu_definitions[0].virtual_functions",
                "NVIDIA AI Enterprise");
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
                WantedGpus wanted = wanted(CardLayout.withVgpus(MIG_CARD, functions, mig));
                assertThat(validation.check(wanted, List.of(facts), MDEV))
                        .as(type.name().toString())
                        .isEmpty();
            }
        }
    }

    private static void assertOnly(List<Finding> findings, Rule rule, String path, String part) {
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.message()).contains(part);
        });
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    private static WantedGpus wanted(CardLayout... cards) {
        return WantedGpus.of(new VgpuLayout(List.of(cards)));
    }

    private static CardLayout bareMig(PciAddress card, String devices) {
        return CardLayout.bareMig(card, MigGeometryTest.set(devices).counts());
    }

    private static CardLayout vgpus(PciAddress card, String functions) {
        return CardLayout.withVgpus(card, functions(functions), Map.of());
    }

    private static CardLayout vgpus(PciAddress card, String functions, String devices) {
        return CardLayout.withVgpus(
                card, functions(functions), MigGeometryTest.set(devices).counts());
    }

    /** {@code nvidia-697@0} is type at index. */
    private static List<VirtualFunction> functions(String text) {
        List<VirtualFunction> functions = new ArrayList<>();
        for (String part : text.split(" ")) {
            functions.add(VirtualFunction.of(Integer.parseInt(part.split("@")[1]), part.split("@")[0]));
        }
        return functions;
    }
}
