package dev.gantry.imagebuilder.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.MadeToken;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void readsExpiryAndNodesOfAToken() {
        // given
        String text = MadeToken.until(NOW.plusSeconds(3600), "https://dls.example.org:8443/");

        // when
        LicenceToken token = TokenReader.read("tenant", text, NOW);

        // then
        assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
        assertThat(token.issuer()).isEqualTo("NLS Service Instance");
        assertThat(token.nodes()).containsExactly(new LicenceToken.Node("dls.example.org", List.of(443)));
        assertThat(token.toString()).doesNotContain(text.split("\\.")[1]);
    }

    @Test
    void theLineFeedThatClosesATextFileIsNoFaultOthersAre() {
        assertThat(TokenReader.clean("a.b.c\n", InvisibleCharacters.Handling.REFUSE))
                .isEqualTo("a.b.c");
        assertThatThrownBy(() -> TokenReader.clean("a.b.c\r\n", InvisibleCharacters.Handling.REFUSE))
                .isInstanceOfSatisfying(ProblemException.class, r -> assertThat(r.violations())
                        .extracting(f -> f.where() + " " + f.found())
                        .containsExactly("character 5 U+000D CARRIAGE RETURN (CR)"));
    }

    @Test
    void tellsWhereAnInvisibleCharacterStands() {
        assertThatThrownBy(() -> TokenReader.clean("ab\u00ADc\n\nd", InvisibleCharacters.Handling.REFUSE))
                .isInstanceOfSatisfying(ProblemException.class, r -> assertThat(r.violations())
                        .extracting(f -> f.where() + " " + f.found())
                        .containsExactly(
                                "character 2 U+00AD SOFT HYPHEN",
                                "character 4 U+000A LINE FEED (LF)",
                                "character 5 U+000A LINE FEED (LF)"));
        assertThat(TokenReader.clean("\uFEFFab\u200D c\n", InvisibleCharacters.Handling.REMOVE))
                .isEqualTo("abc");
    }

    @Test
    void aRefusalHoldsNothingOfTheToken() {
        // given
        String text = "eyJhbGciOiJSUzI1NiJ9.secretsecretsecret.sig";

        // when / then
        assertThatThrownBy(() -> TokenReader.read("tenant", text, NOW))
                .isInstanceOfSatisfying(ProblemException.class, r -> assertThat(r.detail() + r.violations())
                        .doesNotContain("secretsecret"));
    }
}
