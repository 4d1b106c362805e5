package dev.gantry.local.suite.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    Path folder;

    @Test
    void areMadeOnceAndKept() throws IOException {
        // given
        SuiteFolder home = new SuiteFolder(folder, folder.resolve("home"));
        home.make(".");
        // when
        String token = Files.readString(SecretFiles.token(home));
        String key = Files.readString(SecretFiles.sshKey(home));
        // then
        assertThat(token).matches("[0-9a-f]{48}");
        assertThat(Files.readString(SecretFiles.token(home))).isEqualTo(token);
        assertThat(Files.readString(SecretFiles.sshKey(home))).isEqualTo(key);
    }

    @Test
    void areReadableByTheirOwnerOnly() throws IOException {
        // given
        SuiteFolder home = new SuiteFolder(folder, folder.resolve("home"));
        home.make(".");
        // when
        Path key = SecretFiles.sshKey(home);
        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void sshKeyIsInTheFormatOfOpenSshAndHoldsItsPublicHalf() throws IOException {
        // given
        SuiteFolder home = new SuiteFolder(folder, folder.resolve("home"));
        // when
        String pem = Files.readString(SecretFiles.sshKey(home));
        String publicLine = Files.readString(home.resolve("ssh/id_ed25519.pub"));
        // then
        byte[] body = Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
        ByteBuffer in = ByteBuffer.wrap(body);
        byte[] magic = new byte[15];
        in.get(magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("openssh-key-v1\0");
        assertThat(text(in)).isEqualTo("none");
        assertThat(text(in)).isEqualTo("none");
        assertThat(string(in)).isEmpty();
        assertThat(in.getInt()).isEqualTo(1);
        byte[] publicBlob = string(in);
        assertThat(publicLine).isEqualTo("ssh-ed25519 " + Base64.getEncoder().encodeToString(publicBlob) + " gantry\n");
        ByteBuffer secret = ByteBuffer.wrap(string(in));
        assertThat(secret.remaining() % 8).isZero();
        assertThat(secret.getInt()).isEqualTo(secret.getInt());
        assertThat(text(secret)).isEqualTo("ssh-ed25519");
        assertThat(string(secret)).hasSize(32);
        assertThat(string(secret)).hasSize(64);
    }

    private static String text(ByteBuffer in) {
        return new String(string(in), StandardCharsets.US_ASCII);
    }

    private static byte[] string(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
