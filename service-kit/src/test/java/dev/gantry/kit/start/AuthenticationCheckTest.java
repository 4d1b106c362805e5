package dev.gantry.kit.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check-config} says of how callers come in: the same that a start would refuse. */
class AuthenticationCheckTest {
    private static final String TOKENS = "gantry.security.api-tokens-file";

    @TempDir
    Path folder;

    private static Finding look(Map<String, String> besides) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "gantry.mode", "production",
                "quarkus.http.host", "0.0.0.0",
                "quarkus.http.insecure-requests", "disabled",
                "quarkus.oidc.tenant-enabled", "false",
                "quarkus.oidc.auth-server-url", "https://sso.example.org/realms/gantry"));
        settings.putAll(besides);
        return new AuthenticationCheck()
                .check(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build())
                .getFirst();
    }

    private String tokens(String line) throws IOException {
        return Files.writeString(folder.resolve("tokens"), line + "\n").toString();
    }

    @Test
    void nobodyCouldLogIn() throws IOException {
        assertThat(look(Map.of()).line()).startsWith("missing").contains("GANTRY_API_TOKENS_FILE", "GANTRY_OIDC_URL");
        assertThat(look(Map.of(TOKENS, tokens("# none yet"))).holds()).isFalse();
    }

    @Test
    void tokensThatCannotBeReadAreNamedWithoutThem() throws IOException {
        assertThat(look(Map.of(TOKENS, folder.resolve("nowhere").toString())).line())
                .contains("GANTRY_API_TOKENS_FILE", "cannot be read");
        assertThat(look(Map.of(TOKENS, tokens("admin alice geheim"))).line())
                .contains("line 1")
                .doesNotContain("geheim");
    }

    @Test
    void anIssuerOrADoorInTheClearIsRefused() throws IOException {
        assertThat(look(Map.of(
                                "quarkus.oidc.tenant-enabled",
                                "true",
                                "quarkus.oidc.auth-server-url",
                                "http://sso.example.org"))
                        .line())
                .contains("https://");
        assertThat(look(Map.of(
                                TOKENS,
                                tokens("admin alice sha256:" + "9f".repeat(32)),
                                "quarkus.http.insecure-requests",
                                "enabled"))
                        .line())
                .contains("QUARKUS_HTTP_INSECURE_REQUESTS");
    }

    @Test
    void aGoodDoorIsToldWithItsWays() throws IOException {
        assertThat(look(Map.of(TOKENS, tokens("admin alice sha256:" + "9f".repeat(32))))
                        .line())
                .isEqualTo("ok       login: mode production by API tokens");
    }
}
