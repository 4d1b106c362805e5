package dev.gantry.inventory.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookSecretsTest {

    @TempDir
    Path folder;

    @Test
    void sealedSecretOpensAgainAlsoAfterARestart() {
        // given
        String sealed = new WebhookSecrets(folder.toString(), Optional.empty()).seal("a secret of some length");
        // when
        Optional<byte[]> opened = new WebhookSecrets(folder.toString(), Optional.empty()).open(sealed, null);
        // then
        assertThat(opened.map(b -> new String(b, UTF_8))).contains("a secret of some length");
        assertThat(sealed).doesNotContain("secret");
    }

    @Test
    void keyIsTheOwnersAlone() throws IOException {
        // when
        new WebhookSecrets(folder.toString(), Optional.empty()).seal("a secret of some length");
        // then
        assertThat(Files.getPosixFilePermissions(folder.resolve("webhook.key"))).hasSize(2);
    }

    @Test
    void referenceToAFileIsReadEachTime() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("hook"), "from a file\n");
        // when
        Optional<byte[]> secret = new WebhookSecrets(folder.toString(), Optional.empty()).open(null, "file:" + file);
        // then
        assertThat(secret.map(b -> new String(b, UTF_8))).contains("from a file");
        assertThat(new WebhookSecrets(folder.toString(), Optional.empty()).resolve("file:/nowhere"))
                .isEmpty();
        for (String never : List.of("file:/dev/zero", "file:/a\u0000b", "file:" + folder)) {
            assertThat(new WebhookSecrets(folder.toString(), Optional.empty()).resolve(never))
                    .as(never)
                    .isEmpty();
        }
        assertThat(new WebhookSecrets(folder.toString(), Optional.empty()).resolve("http://x"))
                .isEmpty();
    }
}
