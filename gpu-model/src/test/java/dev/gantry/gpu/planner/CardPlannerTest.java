package dev.gantry.gpu.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.driver.Framework;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardPlannerTest {

    private static final VgpuCatalogue CATALOGUE = VgpuCatalogue.bundled();
    private final CardPlanner planner = new CardPlanner(CATALOGUE);

    private static CardShape card(String suffix) {
        return CardShape.of(CATALOGUE.bySuffix(suffix).orElseThrow());
    }

    private CardPlan plan(String suffix, String demand) {
        return planner.plan(card(suffix), VgpuDemand.parse(demand, CATALOGUE));
    }

    private CardPlan.Fits fits(String suffix, String demand) {
        return (CardPlan.Fits) plan(suffix, demand);
    }

    private CardPlan.Impossible impossible(String suffix, String demand) {
        return (CardPlan.Impossible) plan(suffix, demand);
    }

    @Test
    void guidesCardIsPlanned() {
        // when
        CardPlan.Fits fits = fits("A100D", "A100D-2-20C x3 + A100D-1-10C x1");
        // then
        assertThat(fits.contents().migDevices()).hasToString("1x 1g.10gb + 3x 2g.20gb");
        assertThat(fits.contents().functions().values())
                .extracting(t -> t.name().toString())
                .containsExactly("A100D-2-20C", "A100D-2-20C", "A100D-2-20C", "A100D-1-10C");
        assertThat(fits.placements().toString()).contains("2g.20gb 0:2", "2g.20gb 2:2", "2g.20gb 4:2", "1g.10gb 6:1");
        assertThat(fits.left().computeSlices()).isZero();
        assertThat(fits.left().memorySlices()).isEqualTo(1);
        assertThat(fits.left().isStranded()).isTrue();
    }

    @Test
    void whatIsLeftIsToldByTypesThatWouldStillFit() {
        // when
        CardRemainder left = fits("A100D", "A100D-3-40C").left();
        // then
        assertThat(left.isStranded()).isFalse();
        assertThat(left.further().entrySet())
                .extracting(e -> e.getKey().name() + " x" + e.getValue())
                .contains("A100D-3-40C x1", "A100D-2-20C x2", "A100D-1-10C x4");
    }

    @Test
    void whatDoesNotFitHasReasonsAndNeighbours() {
        // when
        CardPlan.Impossible no = impossible("A100D", "4x A100D-2-20C");
        // then
        assertThat(no.reasons()).singleElement().asString().contains("E6", "at most 3 fit");
        assertThat(no.instead()).isNotEmpty().allSatisfy(d -> assertThat(planner.plan(card("A100D"), d))
                .isInstanceOf(CardPlan.Fits.class));
        assertThat(no.instead().getFirst()).hasToString("A100D-2-20C x3");
        assertThat(no.spread()).hasToString("[A100D-2-20C x3, A100D-2-20C x1]");
    }

    @Test
    void timeSlicedTypesOfTwoSizesShareACardThatCanMixThem() {
        // when: the V100 is of Volta, which cannot
        CardPlan.Fits mixed = fits("A40", "A40-24Q + A40-12Q x2");
        CardPlan.Impossible no = impossible("V100D", "V100D-16Q + V100D-8Q x2");
        // then
        assertThat(mixed.contents().functions()).hasSize(3);
        assertThat(no.reasons()).singleElement().asString().contains("E7", "only Ampere and later mix sizes");
        assertThat(no.spread()).hasSize(2);
        assertThat(fits("A40", "A40-12Q x2").left().framebufferMib()).isEqualTo(49_152 - 2 * 12_288);
    }

    @ParameterizedTest
    @CsvSource({"A100D,A40-12Q,E3", "A40,A40-12Q x5,E7", "A100D,A100D-40C + A100D-1-10C,E4"})
    void everyReasonIsARuleOfTheModel(String suffix, String demand, String code) {
        assertThat(impossible(suffix, demand).reasons()).anyMatch(r -> r.startsWith(code));
    }

    @Test
    void strangerToTheCardFitsNoNumberOfThem() {
        // when
        CardPlan.Impossible no = impossible("A100D", "A40-12Q");
        // then
        assertThat(no.instead()).isEmpty();
        assertThat(no.spread()).isEmpty();
    }

    @Test
    void vendorVfioCarriesOneTypeACard() {
        // given
        CardModel model = CATALOGUE.bySuffix("A100D").orElseThrow();
        CardShape vfio = new CardShape(model, 20, Framework.VENDOR_VFIO);
        // when
        CardPlan plan = planner.plan(vfio, VgpuDemand.parse("A100D-2-20C x2 + A100D-1-10C", CATALOGUE));
        // then
        assertThat(plan).isInstanceOfSatisfying(CardPlan.Impossible.class, no -> {
            assertThat(no.reasons()).anyMatch(r -> r.startsWith("E13"));
            assertThat(no.spread()).hasToString("[A100D-2-20C x2, A100D-1-10C x1]");
        });
    }

    @Test
    void functionsAreALimit() {
        // given
        CardModel model = CATALOGUE.bySuffix("A40").orElseThrow();
        // when
        CardPlan plan = planner.plan(new CardShape(model, 2, null), VgpuDemand.parse("A40-1Q x4", CATALOGUE));
        // then
        assertThat(plan).isInstanceOfSatisfying(CardPlan.Impossible.class, no -> {
            assertThat(no.reasons()).containsExactly("4 vGPUs are asked for, the card has 2 virtual functions");
            assertThat(no.instead()).hasToString("[A40-1Q x2]");
        });
    }

    /** Every card of the catalogue with each of its types alone: as many as the room says fit by the rules, and one more does not. */
    @Test
    void roomAndRulesAgreeOnEveryTypeOfTheCatalogue() {
        for (CardModel model : CATALOGUE.cards()) {
            CardCapacity room = new CardCapacity(CardShape.of(model));
            for (var type : model.types()) {
                int most = room.most(type);
                if (most == 0) {
                    continue;
                }
                var full = new VgpuDemand(java.util.Map.of(type, most));
                var over = new VgpuDemand(java.util.Map.of(type, most + 1));
                assertThat(planner.plan(CardShape.of(model), full))
                        .as("%s", full)
                        .isInstanceOf(CardPlan.Fits.class);
                assertThat(planner.plan(CardShape.of(model), over))
                        .as("%s", over)
                        .isInstanceOf(CardPlan.Impossible.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A100D-2-20C x3 + A100D-1-10C x1",
                "3x A100D-2-20C, 1 A100D-1-10C",
                "nvidia-700 x3 + CUSTOM_NVIDIA_699"
            })
    void demandIsReadAsPeopleWriteIt(String text) {
        assertThat(VgpuDemand.parse(text, CATALOGUE)).hasToString("A100D-2-20C x3 + A100D-1-10C x1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x3",
                "A100D-2-20C x0",
                "A100D-2-20C +",
                "A100D-9-99C",
                "nvidia-1",
                "A100D-2-20C x9999999",
                "gpu large"
            })
    void otherDemandIsRefusedWithWhatIsMeant(String text) {
        assertThatThrownBy(() -> VgpuDemand.parse(text, CATALOGUE)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void unknownTypeOfAKnownCardIsAnsweredWithItsTypes() {
        assertThatThrownBy(() -> VgpuDemand.parse("A100D-2-21C", CATALOGUE)).hasMessageContaining("A100D-2-20C");
        assertThat(List.of(VgpuDemand.none().toString())).containsExactly("no vGPU");
    }
}
