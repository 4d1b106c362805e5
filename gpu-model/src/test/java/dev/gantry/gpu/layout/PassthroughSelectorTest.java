package dev.gantry.gpu.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.PassthroughModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassthroughSelectorTest {

    @ParameterizedTest
    @CsvSource({"0000:3d:00.0,OneCard", "10de:13bd,EveryCard", "v100_32_sxm3,EveryModel"})
    void tellsCardsIdsAndModelsApart(String text, String kind) {
        PassthroughSelector wish = PassthroughSelector.parse(text);
        assertThat(wish.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(wish).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v100", "10DE:13BD", "10de:13b", "3d:00.0", "10de:13bd:0000"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> PassthroughSelector.parse(text)).isInstanceOf(MalformedValueException.class);
    }

    @ParameterizedTest
    @EnumSource(PassthroughModel.class)
    void takesTheCardsThatItMeans(PassthroughModel model) {
        CardFacts card = new CardFacts(GuideLayout.MIG_CARD, model.id().product(), 0, false, 0);
        assertThat(PassthroughSelector.parse(model.toString()).takes(card)).isTrue();
        assertThat(PassthroughSelector.parse(model.id().toString()).takes(card)).isTrue();
        assertThat(PassthroughSelector.parse("0000:17:00.0").takes(card)).isTrue();
        assertThat(PassthroughSelector.parse("0000:65:00.0").takes(card)).isFalse();
    }
}
