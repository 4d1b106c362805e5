package dev.gantry.kit.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextTest {

    private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    private static final String CLAIMS = """
        {"iss":"NLS Service Instance","exp":1900000000,"service_instance_configuration":{"svc_port_set_list":[{"idx":0,"svc_port_map":\
        [{"service":"auth","port":443}]}],"node_url_list":[{"idx":0,"url":"192.0.2.7","svc_port_set_idx":0}]}}\
        """;
    private static final String GOOD = token(HEADER, CLAIMS, 256);

    private static String token(String header, String claims, int signature) {
        return encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8))
                + "." + encode(new byte[signature]);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void goodOneNamesItsServers() {
        // when
        TokenText text = TokenText.read(GOOD);
        // then
        assertThat(text.flaws()).isEmpty();
        assertThat(text.expiresAt()).isEqualTo(Instant.ofEpochSecond(1_900_000_000L));
        assertThat(text.nodes()).containsExactly(new TokenNode("192.0.2.7", List.of(443)));
    }

    /** Wherever copying ended, or began too late. */
    @Test
    void everyPartOfOneIsRefused() {
        for (int i = 1; i < GOOD.length(); i++) {
            assertThat(TokenText.read(GOOD.substring(0, i)).flaws())
                    .as("first " + i)
                    .isNotEmpty();
            assertThat(TokenText.read(GOOD.substring(i)).flaws())
                    .as("from " + i)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                " ",
                "e30.e30.",
                "e30.e30.AA",
                "bnVsbA.e30.AA",
                "W10.e30.AA",
                "e30=.e30.AA"
            })
    void whatIsNoneIsRefused(String text) {
        assertThat(TokenText.read(text).flaws()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        {"alg":"none"}                ; {"exp":1900000000}                ; header.alg
        {"alg":5}                     ; {"exp":1900000000}                ; header.alg
        {}                            ; {"exp":1900000000}                ; header.alg
        {"alg":"RS256"}               ; []                                ; claims
        {"alg":"RS256"}               ; {"exp":1900000000} {}             ; claims
        {"alg":"RS256"}               ; {"exp":1,"exp":1900000000}        ; claims
        {"alg":"RS256"}               ; {"exp":"tomorrow"}                ; claims.exp
        {"alg":"RS256"}               ; {"exp":1000000000000000000}       ; claims.exp
        {"alg":"RS256"}               ; {"exp":-1}                        ; claims.exp
        {"alg":"RS256"}               ; {"exp":null}                      ; claims.exp
        {"alg":"RS256"}               ; {"exp":1e400}                     ; claims.exp
        {"alg":"RS256"}               ; {"nbf":true}                      ; claims.nbf
        {"alg":"RS256"}               ; {"iss":["NLS"]}                   ; claims.iss
        {"alg":"ES256"}               ; {"exp":1900000000}                ; signature
        """)
    void eachFlawHasItsPlace(String header, String claims, String where) {
        assertThat(TokenText.read(token(header, claims, 256)).flaws())
                .extracting(TokenFlaw::where)
                .containsExactly(where);
    }

    @Test
    void letterOfAnotherAlphabetIsNamedByItsPlace() {
        // given: the Cyrillic letter that looks like an A
        String text = GOOD.substring(0, GOOD.length() - 1) + "\u0410";
        // when, then
        assertThat(TokenText.read(text).flaws()).singleElement().satisfies(flaw -> assertThat(flaw.toString())
                .contains("character " + (GOOD.length() - 1), "U+0410"));
    }

    @Test
    void changedBitsBehindTheLastByteAreRefused() {
        // given: base64url of 256 bytes ends with a letter of which four bits count for nothing
        String text = GOOD.substring(0, GOOD.length() - 1) + "B";
        // when, then
        assertThat(TokenText.read(text).flaws()).extracting(TokenFlaw::where).containsExactly("signature");
    }
}
