package dev.gantry.imagebuilder.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBoxTest {

    @TempDir
    Path folder;

    @Test
    void whatIsSealedIsOpenedWithTheSameKeyAndLabelOnly() throws IOException {
        // given
        Path key = folder.resolve("keys/tokens.key");
        byte[] secret = "eyJ.the.token".getBytes(StandardCharsets.US_ASCII);

        // when
        byte[] sealed = SealedBox.open(key, SealedBox.Absent.MAKE).seal(secret, "tenant");

        // then
        SealedBox again = SealedBox.open(key, SealedBox.Absent.FAIL);
        assertThat(again.unseal(sealed, "tenant")).isEqualTo(secret);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> again.unseal(sealed, "other")).isInstanceOf(IllegalStateException.class);
        SealedBox stranger = SealedBox.open(folder.resolve("other.key"), SealedBox.Absent.MAKE);
        assertThatThrownBy(() -> stranger.unseal(sealed, "tenant")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMissingKeyIsNotMadeWhereItWasGiven() {
        assertThatThrownBy(() -> SealedBox.open(folder.resolve("none"), SealedBox.Absent.FAIL))
                .isInstanceOf(IOException.class);
    }
}
