package dev.gantry.provisioner.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshKeyCheckTest {
    @TempDir
    Path folder;

    private Path key(String cipher) throws IOException {
        byte[] inside =
                ("openssh-key-v1\0\0\0\0" + (char) cipher.length() + cipher).getBytes(StandardCharsets.US_ASCII);
        return Files.writeString(
                folder.resolve("key"),
                "-----BEGIN OPENSSH PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(inside)
                        + "\n-----END OPENSSH PRIVATE KEY-----\n");
    }

    @Test
    void keyWithoutAPassphraseIsGood() throws IOException {
        assertThat(SshKeyCheck.key(key("none")).holds()).isTrue();
    }

    @Test
    void keyWithAPassphraseIsRefused() throws IOException {
        assertThat(SshKeyCheck.key(key("aes256-ctr")).text()).contains("has a passphrase");
    }

    @Test
    void otherFilesAndNoneAreRefusedWithTheSetting() throws IOException {
        assertThat(SshKeyCheck.key(Files.writeString(folder.resolve("pub"), "ssh-ed25519 AAAA"))
                        .text())
                .contains("OpenSSH's format");
        assertThat(SshKeyCheck.key(folder.resolve("nowhere")).text()).contains("GANTRY_PROVISIONER_SSH_KEY_PATH");
    }
}
