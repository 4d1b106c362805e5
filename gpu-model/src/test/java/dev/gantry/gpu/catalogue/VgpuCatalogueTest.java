package dev.gantry.gpu.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.mig.MigFamily;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.mig.MigSlot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VgpuCatalogueTest {

    private final VgpuCatalogue catalogue = VgpuCatalogue.bundled();

    @Test
    void isReadWhole() throws IOException {
        assertThat(catalogue.cards()).hasSize(lines("card\t"));
        assertThat(catalogue.cards().stream().mapToInt(c -> c.types().size()).sum())
                .isEqualTo(lines("type\t"));
        assertThat(VgpuCatalogue.bundled()).isSameAs(catalogue);
    }

    private static int lines(String begin) throws IOException {
        try (InputStream file = VgpuCatalogue.class.getResourceAsStream("catalogue.tsv")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return (int) text.lines().filter(l -> l.startsWith(begin)).count();
        }
    }

    /** The comment in the guide's group_vars. */
    @ParameterizedTest
    @CsvSource({
        "692,A100D-4C,4096,20",
        "693,A100D-8C,8192,10",
        "694,A100D-10C,10240,8",
        "695,A100D-16C,16384,5",
        "696,A100D-20C,20480,4",
        "697,A100D-40C,40960,2",
        "698,A100D-80C,81920,1",
        "699,A100D-1-10C,10240,7",
        "700,A100D-2-20C,20480,3",
        "701,A100D-3-40C,40960,2",
        "702,A100D-4-40C,40960,1",
        "703,A100D-7-80C,81920,1",
        "707,A100D-1-10CME,10240,1"
    })
    void knowsTheGuidesTypes(int number, String name, int framebufferMib, int most) {
        VgpuType type = catalogue.type(new MdevType(number)).orElseThrow();
        assertThat(type.name()).hasToString(name);
        assertThat(type.framebufferMib()).isEqualTo(framebufferMib);
        assertThat(type.limit(TimeSlicing.EQUAL_SIZE)).hasValue(most);
        assertThat(catalogue.resolve(VgpuTypeName.parse(name))).contains(new MdevType(number));
        assertThat(catalogue.cardOf(new MdevType(number)).orElseThrow().productIds())
                .containsExactly("20b5");
    }

    @Test
    void givesBothCardsThatShareAnId() {
        assertThat(catalogue.byProductId("0x25B6").stream().map(CardModel::suffix))
                .containsExactly("A16", "A2");
        assertThat(catalogue.byProductId("ffff")).isEmpty();
    }

    @Test
    void knowsNoNumberForSomeTypes() {
        VgpuTypeReference name = VgpuTypeReference.parse("A100D-1-20C");
        assertThat(catalogue.type(name)).isPresent();
        assertThat(catalogue.resolve(name)).isEmpty();
        assertThat(catalogue.resolve(new MdevType(4711))).contains(new MdevType(4711));
    }

    @Test
    void correctsTheVendorsMisprintForH100() {
        assertThat(catalogue
                        .type(VgpuTypeReference.parse("H100-16C"))
                        .orElseThrow()
                        .limit(TimeSlicing.EQUAL_SIZE))
                .hasValue(5);
    }

    @Test
    void limitsMixedSizes() {
        VgpuType type = catalogue.type(new MdevType(692)).orElseThrow();
        assertThat(type.limit(TimeSlicing.MIXED_SIZE)).hasValue(16);
        assertThat(catalogue.type(new MdevType(700)).orElseThrow().limit(TimeSlicing.MIXED_SIZE))
                .isEmpty();
    }

    @Test
    void findsTheTypeOnAMigDevice() {
        CardModel card = catalogue.bySuffix("A100D").orElseThrow();
        assertThat(card.typeOn(MigProfile.parse("2g.20gb")).map(VgpuType::number))
                .contains(700);
        assertThat(card.typeOn(MigProfile.parse("2g.10gb"))).isEmpty();
    }

    @Test
    void believesTheDriverOfAHost() {
        // given
        Map<MdevType, VgpuTypeName> offered = Map.of(
                new MdevType(700), VgpuTypeName.parse("A100D-1-20C"),
                new MdevType(1700), VgpuTypeName.parse("A100D-2-20C"),
                new MdevType(1701), VgpuTypeName.parse("A100D-6C"),
                new MdevType(1702), VgpuTypeName.parse("ZZ-6C"));

        // when
        VgpuCatalogue corrected = catalogue.corrected(offered);

        // then
        assertThat(corrected.resolve(VgpuTypeReference.parse("A100D-1-20C"))).contains(new MdevType(700));
        assertThat(corrected.resolve(VgpuTypeReference.parse("A100D-2-20C"))).contains(new MdevType(1700));
        assertThat(corrected.type(new MdevType(1701)).orElseThrow().framebufferMib())
                .isEqualTo(6144);
        assertThat(corrected.type(new MdevType(1702))).isEmpty();
        assertThat(corrected.type(new MdevType(697))).isEqualTo(catalogue.type(new MdevType(697)));
        assertThat(catalogue.corrected(Map.of()).cards()).isEqualTo(catalogue.cards());
    }

    @Test
    void forgetsANumberThatTheDriverGivesToAnotherType() {
        VgpuCatalogue corrected = catalogue.corrected(Map.of(new MdevType(697), VgpuTypeName.parse("A40-48Q")));
        assertThat(corrected.cardOf(new MdevType(697)).map(CardModel::suffix)).contains("A40");
        assertThat(corrected.resolve(VgpuTypeReference.parse("A100D-40C"))).isEmpty();
    }

    @Test
    void agreesWithTheSolverOnEveryMigBackedType() {
        assertThat(catalogue.cards().stream().filter(CardModel::isMigCapable)).allSatisfy(card -> {
            MigFamily family = MigFamily.named(card.migFamily()).orElseThrow();
            assertThat(MigFamily.ofFramebuffer(card.framebufferMib())).contains(family);
            assertThat(card.types().stream().filter(t -> t.name().isMigBacked()))
                    .allSatisfy(type -> {
                        MigSlot slot =
                                family.slot(type.migProfile().orElseThrow()).orElseThrow();
                        assertThat(type.limit(TimeSlicing.EQUAL_SIZE)).hasValue(slot.most());
                    });
        });
    }

    @Test
    void hasNoNumberAndNoNameTwice() {
        List<VgpuType> types =
                catalogue.cards().stream().flatMap(c -> c.types().stream()).toList();
        Set<VgpuTypeName> names = types.stream().map(VgpuType::name).collect(Collectors.toSet());
        List<MdevType> numbers =
                types.stream().flatMap(t -> t.mdevType().stream()).toList();
        assertThat(names).hasSameSizeAs(types);
        assertThat(numbers).doesNotHaveDuplicates();
    }
}
