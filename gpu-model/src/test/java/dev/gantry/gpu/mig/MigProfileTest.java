package dev.gantry.gpu.mig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigProfileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1g.5gb",
                "2g.20gb",
                "7g.141gb",
                "1c.3g.40gb",
                "1g.10gb+me",
                "1g.24gb-me",
                "1g.24gb+me.all",
                "1g.24gb+gfx",
                "2g.48gb+gfx,me"
            })
    void printsWhatItRead(String text) {
        assertThat(MigProfile.parse(text)).hasToString(text);
    }

    @Test
    void hasOneSpellingForOneProfile() {
        assertThat(MigProfile.parse("2c.2g.20gb")).hasToString("2g.20gb").isEqualTo(MigProfile.of(2, 20));
        assertThat(MigProfile.parse("2g.48gb+me,gfx")).isEqualTo(MigProfile.parse("2g.48gb+gfx,me"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1g",
                "1g.10",
                "1g.10GB",
                "0g.10gb",
                "1g.0gb",
                "3c.2g.20gb",
                "1g.10gb+",
                "1g.10gb+me-gfx",
                "1g.10gb+xx",
                "1g.10gb+me,",
                "1g.10gb.me",
                " 1g.10gb",
                "nvidia-697"
            })
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> MigProfile.parse(text)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void tellsSharesFromInstances() {
        assertThat(MigProfile.parse("1c.3g.40gb").isComputeShare()).isTrue();
        assertThat(MigProfile.parse("3g.40gb").isComputeShare()).isFalse();
    }

    @Test
    void sortsSmallBeforeLarge() {
        assertThat(Stream.of("7g.80gb", "1g.20gb", "3g.40gb", "1g.10gb+me", "2g.20gb", "1g.10gb", "1c.3g.40gb")
                        .map(MigProfile::parse)
                        .sorted()
                        .map(MigProfile::toString))
                .isEqualTo(List.of("1g.10gb", "1g.10gb+me", "1g.20gb", "2g.20gb", "1c.3g.40gb", "3g.40gb", "7g.80gb"));
    }
}
