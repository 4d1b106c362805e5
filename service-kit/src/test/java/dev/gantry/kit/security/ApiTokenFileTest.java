package dev.gantry.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTokenFileTest {
    private static final String TOKEN = "3q27wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs";
    private static final Instant NOW = Instant.parse("2027-01-31T23:59:59Z");
    private static final Path FILE = Path.of("tokens");

    private static ApiTokenFile file(String... lines) {
        return ApiTokenFile.parse(FILE, List.of(lines));
    }

    @Test
    void findsRoleAndOwnerOfATokenAndOfOneThatIsOnlyKnownByItsDigest() {
        // given
        ApiTokenFile file = file(
                "# comment", "", "operator  portal " + TOKEN, "admin alice sha256:" + TokenDigest.of("a".repeat(40)));
        // when, then
        assertThat(file.find(TOKEN, NOW)).contains(new ApiToken("portal", "operator", null));
        assertThat(file.find("a".repeat(40), NOW)).contains(new ApiToken("alice", "admin", null));
    }

    @Test
    void knowsNoOtherToken() {
        // given
        ApiTokenFile file = file("admin alice sha256:" + TokenDigest.of(TOKEN));
        // when, then
        assertThat(file.find(TOKEN + "x", NOW)).isEmpty();
        assertThat(file.find("", NOW)).isEmpty();
        assertThat(file.find("sha256:" + TokenDigest.of(TOKEN), NOW)).isEmpty();
    }

    @Test
    void tokenIsGoodUntilTheEndOfItsLastDay() {
        // given
        ApiTokenFile file = file("viewer ci " + TOKEN + " 2027-01-31");
        // when, then
        assertThat(file.find(TOKEN, NOW)).isPresent();
        assertThat(file.find(TOKEN, NOW.plusSeconds(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root alice 3q27wABAgMEBQYHCAkKCwwNDg8QERITFB | the role is viewer, operator or admin",
                "admin alice | expected 'role owner token [last-day]'",
                "admin alice short | the token has 5 characters",
                "admin alice sha256:abc | 64 digits of lower-case hex",
                "admin alice 3q27wABAgMEBQYHCAkKCwwNDg8QERITFB tomorrow | the last day is written as 2027-01-31"
            })
    void refusesALineThatItCannotUse(String line, String reason) {
        assertThatThrownBy(() -> file("viewer ci " + TOKEN, line))
                .hasMessageContaining("tokens line 2")
                .hasMessageContaining(reason);
    }

    @Test
    void neverTellsATokenInARefusal() {
        assertThatThrownBy(() -> file("root alice " + TOKEN)).hasMessageNotContaining(TOKEN);
    }

    @Test
    void refusesOneTokenForTwoOwners() {
        assertThatThrownBy(() -> file("admin alice " + TOKEN, "viewer bob " + TOKEN))
                .hasMessageContaining("earlier line");
    }

    @Test
    void tokenCarriesItsRoleAndTheLowerOnes() {
        // given
        ApiToken admin = new ApiToken("alice", "admin", null);
        ApiToken viewer = new ApiToken("ci", "viewer", null);
        // when, then
        assertThat(ApiTokens.identity(admin).getRoles()).containsExactlyInAnyOrder("viewer", "operator", "admin");
        assertThat(ApiTokens.identity(viewer).getRoles()).containsExactly("viewer");
        assertThat(ApiTokens.identity(admin).getPrincipal().getName()).isEqualTo("alice");
    }
}
