package dev.gantry.cli.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.profile.OidcClient;
import dev.gantry.cli.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private StubProvider stub;
    private Instant now = START;
    private final List<Integer> pauses = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        stub = new StubProvider();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void waitsForThePersonAsOftenAsTheProviderWants() {
        // given
        stub.errors.addAll(List.of("authorization_pending", "slow_down", "authorization_pending"));
        // when
        String name = login().get("name").text();
        // then
        assertThat(name).isEqualTo("ada");
        assertThat(told).containsExactly("Open " + stub.url() + "/enter in a browser and enter WDJB-MJHT");
        assertThat(pauses).containsExactly(5, 5, 10, 10);
        assertThat(logins().token(profile())).isEqualTo("access-1");
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied,     the login was refused in the browser",
        "expired_token,     the code was not entered in time",
        "unauthorized_client, the login failed: unauthorized_client"
    })
    void saysWhyThereIsNoLogin(String error, String expected) {
        stub.errors.add(error);
        assertThatThrownBy(this::login).isInstanceOf(CallFailed.class).hasMessageContaining(expected);
        assertThatThrownBy(() -> logins().token(profile())).hasMessageContaining("call gantry login");
    }

    @Test
    void codeThatNobodyEntersIsNotAskedForEver() {
        for (int i = 0; i < 1000; i++) {
            stub.errors.add("authorization_pending");
        }
        assertThatThrownBy(this::login).hasMessageContaining("not entered in time");
        assertThat(pauses).hasSize(120);
    }

    @Test
    void tokenIsRenewedBeforeItEnds() {
        // given
        login();
        now = now.plusSeconds(280);
        // when
        String token = logins().token(profile());
        // then
        assertThat(token).isEqualTo("access-2");
        assertThat(logins().token(profile())).isEqualTo("access-2");
    }

    @Test
    void loginThatEndedAtTheProviderIsSaidToHaveEnded() {
        // given
        login();
        now = now.plusSeconds(4000);
        stub.errors.add("invalid_grant");
        // then
        assertThatThrownBy(() -> logins().token(profile())).hasMessageContaining("has ended; call gantry login");
    }

    @Test
    void nobodyElseCanReadTheLogin() throws IOException {
        // when
        login();
        // then
        try (Stream<Path> files = Files.list(folder.resolve("logins"))) {
            List<Path> logins =
                    files.filter(f -> f.toString().endsWith(".json")).toList();
            assertThat(logins).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logins.getFirst())))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("logins"))))
                .isEqualTo("rwx------");
    }

    @Test
    void logoutTakesTheLoginBack() {
        // given
        login();
        // when
        boolean was = logins().logout(profile(), told::add);
        // then
        assertThat(was).isTrue();
        assertThat(stub.revoked).containsExactly("refresh-1");
        assertThatThrownBy(() -> logins().token(profile())).hasMessageContaining("has no token");
        assertThat(logins().logout(profile(), told::add)).isFalse();
    }

    @Test
    void suiteThatDoesNotTakeTheTokenIsNamedAndNothingIsKept() {
        stub.suiteStatus = 401;
        assertThatThrownBy(this::login).hasMessageContaining("does not take the provider's token (401");
        assertThat(logins().expiry(profile())).isEmpty();
    }

    @Test
    void providerWithoutDeviceFlowOrOfAnotherNameIsRefused() {
        stub.page.remove("device_authorization_endpoint");
        assertThatThrownBy(this::login).hasMessageContaining("has no login for devices");
        stub.page.put("issuer", "https://elsewhere.example.org");
        assertThatThrownBy(this::login).hasMessageContaining("found issuer 'https://elsewhere.example.org'");
    }

    /** Passwords and tokens go over TLS, or stay on this machine. */
    @Test
    void plainHttpToAnotherMachineIsRefused() {
        OidcClient plain = new OidcClient("http://id.example.org/realms/x", "gantry", "openid");
        Profile profile = new Profile("prod", stub.url(), Map.of(), null, null, plain);
        assertThatThrownBy(() -> logins().login(profile, told::add)).hasMessageContaining("https://");
    }

    private Node login() {
        return logins().login(profile(), told::add);
    }

    private Profile profile() {
        return new Profile("prod", stub.url(), Map.of(), null, null, null);
    }

    private Logins logins() {
        return new Logins(
                folder.resolve("logins"),
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                },
                seconds -> {
                    pauses.add(seconds);
                    now = now.plusSeconds(seconds);
                });
    }
}
