package dev.gantry.kit.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    Path folder;

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content).toString();
    }

    @Test
    void variableThatEndsInFileStandsForTheContentWithoutItsLineEnd() throws IOException {
        // given
        Map<String, String> environment = Map.of("GANTRY_DB_PASSWORD_FILE", file("geheim\n"));
        // when, then
        assertThat(SecretFiles.read(environment)).containsExactly(Map.entry("GANTRY_DB_PASSWORD", "geheim"));
    }

    @Test
    void settingsThatAreFilesThemselvesAndThoseOfOthersStay() throws IOException {
        // given
        String file = file("x");
        Map<String, String> environment = Map.of(
                "GANTRY_TOKEN_FILE", file,
                "GANTRY_CA_FILE", file,
                "GANTRY_API_TOKENS_FILE", file,
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE", file,
                "SOME_FILE", "/nowhere");
        // when, then
        assertThat(SecretFiles.read(environment)).isEmpty();
    }

    @Test
    void fileThatCannotBeReadIsNamedWithItsVariable() {
        assertThatThrownBy(() -> SecretFiles.read(Map.of("GANTRY_DB_PASSWORD_FILE", "/nowhere/db")))
                .hasMessageContaining("GANTRY_DB_PASSWORD_FILE names /nowhere/db");
    }
}
