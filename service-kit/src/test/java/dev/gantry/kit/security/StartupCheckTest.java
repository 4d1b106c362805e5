package dev.gantry.kit.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupCheckTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String ISSUER = "https://login.example.org/realms/gantry";
    private static final LocalToken NO_TOKEN = new LocalToken(Optional.empty());

    @TempDir
    Path folder;

    private LocalToken token() throws IOException {
        return new LocalToken(Optional.of(
                Files.writeString(folder.resolve("token"), "secret\n").toString()));
    }

    private static void start(StartupCheck check) {
        check.check(new StartupEvent());
    }

    private static StartupCheck local(String host, LocalToken token) {
        return new StartupCheck(new StartupCheck.Door("local", host, false, "", true), token, false);
    }

    private static StartupCheck production(String issuer, LocalToken token, boolean isOpenInTheClear) {
        return new StartupCheck(
                new StartupCheck.Door("production", "0.0.0.0", true, issuer, isOpenInTheClear), token, false);
    }

    @Test
    void localModeStartsOnLoopbackWithItsToken() throws IOException {
        // given
        StartupCheck check = local(LOOPBACK, token());
        // when, then
        assertThatCode(() -> start(check)).doesNotThrowAnyException();
    }

    @Test
    void localModeRefusesOtherAddresses() throws IOException {
        // given
        StartupCheck check = local("0.0.0.0", token());
        // when, then
        assertThatThrownBy(() -> start(check)).hasMessageContaining("loopback only");
    }

    @Test
    void localModeRefusesToStartWithoutItsToken() {
        // given
        StartupCheck check = local(LOOPBACK, NO_TOKEN);
        // when, then
        assertThatThrownBy(() -> start(check)).hasMessageContaining("GANTRY_TOKEN_FILE");
    }

    @Test
    void productionStartsWithOidcAndTls() {
        assertThatCode(() -> start(production(ISSUER, NO_TOKEN, false))).doesNotThrowAnyException();
    }

    @Test
    void productionRefusesToStartWithoutOidc() {
        // given
        StartupCheck check =
                new StartupCheck(new StartupCheck.Door("production", "0.0.0.0", false, ISSUER, false), NO_TOKEN, false);
        // when, then
        assertThatThrownBy(() -> start(check)).hasMessageContaining("GANTRY_OIDC_ENABLED");
    }

    @Test
    void productionStartsWithApiTokensInPlaceOfOidc() {
        // given
        StartupCheck check = new StartupCheck(
                new StartupCheck.Door("production", "0.0.0.0", false, "http://127.0.0.1/realms/none", false),
                NO_TOKEN,
                true);
        // when, then
        assertThatCode(() -> start(check)).doesNotThrowAnyException();
    }

    @Test
    void productionRefusesAnIssuerInTheClear() {
        assertThatThrownBy(() -> start(production("http://login.example.org", NO_TOKEN, false)))
                .hasMessageContaining("https://");
    }

    @Test
    void productionRefusesToStartWithoutTls() {
        assertThatThrownBy(() -> start(production(ISSUER, NO_TOKEN, true))).hasMessageContaining("needs TLS");
    }

    @Test
    void productionRefusesTheLocalToken() throws IOException {
        // given
        StartupCheck check = production(ISSUER, token(), false);
        // when, then
        assertThatThrownBy(() -> start(check)).hasMessageContaining("GANTRY_MODE=local");
    }

    @Test
    void otherModesAreNotKnown() {
        // given
        StartupCheck check =
                new StartupCheck(new StartupCheck.Door("test", LOOPBACK, false, ISSUER, false), NO_TOKEN, false);
        // when, then
        assertThatThrownBy(() -> start(check)).hasMessageContaining("local and production are known");
    }
}
