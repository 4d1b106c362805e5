package dev.gantry.inventory.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WebhookSecretsTest {

    @TempDir
    Path folder;

    private WebhookSecrets secrets() {
        return new WebhookSecrets(
                folder.resolve("data").toString(),
                Optional.empty(),
                Optional.of(folder.resolve("hooks").toString()),
                "PAT");
    }

    private Path hook(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve("hooks"));
        return Files.writeString(folder.resolve("hooks").resolve(name), content);
    }

    @Test
    void sealedSecretOpensAgainAlsoAfterARestart() {
        // given
        String sealed = secrets().seal("a secret of some length");
        // when
        Optional<byte[]> opened = secrets().open(sealed, null);
        // then
        assertThat(opened.map(b -> new String(b, UTF_8))).contains("a secret of some length");
        assertThat(sealed).doesNotContain("secret");
    }

    @Test
    void keyIsTheOwnersAlone() throws IOException {
        // when
        secrets().seal("a secret of some length");
        // then
        assertThat(Files.getPosixFilePermissions(folder.resolve("data/webhook.key")))
                .hasSize(2);
    }

    @Test
    void referenceToAFileIsReadEachTime() throws IOException {
        // given
        Path file = hook("portal", "from a file\n");
        // when
        Optional<byte[]> secret = secrets().open(null, "file:" + file);
        // then
        assertThat(secret.map(b -> new String(b, UTF_8))).contains("from a file");
        assertThat(secrets().resolve("file:/nowhere")).isEmpty();
        assertThat(secrets().resolve("http://x")).isEmpty();
    }

    @Test
    void onlyVariablesWithThePrefixAreRead() {
        assertThat(secrets().resolve("env:PATH")).isPresent();
        assertThat(secrets().resolve("env:HOME")).isEmpty();
    }

    @Test
    @Timeout(20)
    void whatIsNoSmallRegularFileOfTheFolderIsNotRead() throws Exception {
        // given
        hook("large", "x".repeat(9000));
        Path outside = Files.writeString(folder.resolve("outside"), "a secret of the service");
        Files.createSymbolicLink(folder.resolve("hooks/link"), outside);
        Path pipe = folder.resolve("hooks/pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        // when, then
        assertThat(secrets().resolve("file:/dev/zero")).isEmpty();
        assertThat(secrets().resolve("file:" + outside)).isEmpty();
        assertThat(secrets().resolve("file:" + folder.resolve("hooks/../outside")))
                .isEmpty();
        assertThat(secrets().resolve("file:" + folder.resolve("hooks/link"))).isEmpty();
        assertThat(secrets().resolve("file:" + folder.resolve("hooks/large"))).isEmpty();
        assertThat(secrets().resolve("file:" + pipe)).isEmpty();
        assertThat(secrets().resolve("file:" + folder.resolve("hooks"))).isEmpty();
        assertThat(secrets().resolve("file:/a\0b")).isEmpty();
    }
}
