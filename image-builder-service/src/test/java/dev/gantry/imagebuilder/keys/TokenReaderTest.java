package dev.gantry.imagebuilder.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.MadeToken;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        cut off by 100            | signature
        cut off by 1              | signature
        empty signature           | signature
        one character more        | signature
        padded                    | character
        cyrillic in the signature | character
        fullwidth digit           | character
        dot in the signature      | body
        three dots for the rest   | body
        an ellipsis for the rest  | character
        in quotes                 | character
        of the other base64       | character
        after the word Bearer     | character
        two in a row              | body
        nothing at all            | body
        five parts                | body
        """)
    void aSpoiltCopyIsRefusedWithItsPlace(String how, String where) {
        // given
        String token = MadeToken.until(NOW.plusSeconds(3600));
        String spoilt =
                switch (how) {
                    case "cut off by 100" -> token.substring(0, token.length() - 100);
                    case "cut off by 1" -> token.substring(0, token.length() - 1);
                    case "empty signature" -> token.substring(0, token.lastIndexOf('.') + 1);
                    case "one character more" -> token + "A";
                    case "padded" -> token + "==";
                    case "cyrillic in the signature" -> token.substring(0, token.length() - 1) + "\u0430";
                    case "fullwidth digit" -> token.substring(0, token.length() - 1) + "\uFF11";
                    case "three dots for the rest" -> token.substring(0, token.length() - 90) + "...";
                    case "an ellipsis for the rest" -> token.substring(0, token.length() - 90) + "\u2026";
                    case "in quotes" -> '"' + token + '"';
                    case "of the other base64" -> token.substring(0, token.length() - 2) + "+/";
                    case "after the word Bearer" -> "Bearer " + token;
                    case "two in a row" -> token + "." + token;
                    case "nothing at all" -> "";
                    case "five parts" -> token + ".a.b";
                    case "dot in the signature" -> token.substring(0, token.length() - 4) + ".abc";
                    default -> throw new IllegalArgumentException(how);
                };

        // when / then
        assertThatThrownBy(() -> TokenReader.read("tenant", spoilt, NOW))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.name()).isEqualTo("token-malformed");
                    assertThat(e.violations()).isNotEmpty().allSatisfy(v -> assertThat(v.where())
                            .startsWith(where));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"exp":"tomorrow"}                | claims.exp
        {"exp":1000000000000000000}       | claims.exp
        {"exp":-1}                        | claims.exp
        {"exp":null}                      | claims.exp
        {"exp":1e400}                     | claims.exp
        {"nbf":"now"}                     | claims.nbf
        {"iat":[1]}                       | claims.iat
        {"exp":true}                      | claims.exp
        {"exp":"1800000000"}              | claims.exp
        {"exp":1800000000000}             | claims.exp
        {"exp":1800000000,"nbf":1800000000} | claims.nbf
        {"exp":1800000000,"nbf":1900000000} | claims.nbf
        {"exp":1800000000,"iat":1900000000} | claims.iat
        {"exp":1800000000,"iat":1700000000000} | claims.iat,claims.iat
        {"iss":7}                         | claims.iss
        {"service_instance_configuration":{"svc_port_set_list":[{"idx":0,"svc_port_map":[{"port":443},{"port":70000}]}]}} | claims.service_instance_configuration.svc_port_set_list[0].svc_port_map[1].port
        {"service_instance_configuration":{"svc_port_set_list":[{"idx":0,"svc_port_map":[{"port":"https"}]}]}} | claims.service_instance_configuration.svc_port_set_list[0].svc_port_map[0].port
        {"service_instance_configuration":{"node_url_list":[{"url":"http://exa mple/"}]}} | claims.service_instance_configuration.node_url_list[0].url
        {"service_instance_configuration":{"node_url_list":[{"url":7}]}} | claims.service_instance_configuration.node_url_list[0].url
        """)
    void aClaimOfAnotherKindOrRangeIsRefusedWithItsPlace(String claims, String where) {
        assertThatThrownBy(() -> TokenReader.read("tenant", MadeToken.of("{\"alg\":\"RS256\"}", claims, 256), NOW))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.violations())
                        .extracting(Violation::where)
                        .containsExactly(where.split(",")));
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, 256, true", "RS256, 384, true", "RS256, 255, false", "RS256, 128, false", "ES256, 64, true",
        "ES256, 63, false", "ES512, 132, true", "HS256, 32, true", "HS256, 31, false", "EdDSA, 64, true",
        "PS512, 512, true", "none, 0, false", "XX999, 256, false"
    })
    void aSignatureIsAsLongAsItsAlgorithmMakesIt(String algorithm, int bytes, boolean isFine) {
        // given
        String token = MadeToken.of("{\"alg\":\"%s\"}".formatted(algorithm), "{}", bytes);

        // when / then
        if (isFine) {
            assertThat(TokenReader.read("tenant", token, NOW).expiresAt()).isNull();
        } else {
            assertThatThrownBy(() -> TokenReader.read("tenant", token, NOW)).isInstanceOf(ProblemException.class);
        }
    }
}
