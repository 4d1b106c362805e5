package dev.gantry.provisioner.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delivery's command is read by the login shell first, whatever that is. */
class FileDeliveryTest {

    private static final List<String> FOLDERS = List.of("/bin/", "/usr/bin/", "/usr/local/bin/");

    @TempDir
    Path folder;

    private FileDelivery delivery() {
        Path there = folder.resolve("it's here!/$HOME `id` \"x\"");
        return FileDelivery.of(new Secret("bytes\n"), there.toString(), "0640", Duration.ofSeconds(20));
    }

    @Test
    void aLoginShellSeesNothingOfItsOwnInACommand() {
        // when
        String command = delivery().command("sudo -n sh");

        // then
        assertThat(command).doesNotContain("\n", "!", "HOME", "`").startsWith("sudo -n sh -c 'eval ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash", "zsh", "fish", "csh", "tcsh", "ksh"})
    void everyLoginShellDelivers(String name) throws Exception {
        // given
        String shell = FOLDERS.stream()
                .map(f -> f + name)
                .filter(f -> Files.isExecutable(Path.of(f)))
                .findFirst()
                .orElse("");
        assumeTrue(!shell.isEmpty(), "SKIPPED: no " + name + " on this machine");

        // when
        String first = said(shell, delivery().command("sh"));
        String probed = said(shell, delivery().probe("sh"));
        String second = said(shell, delivery().command("sh"));

        // then
        assertThat(first).isEqualTo("delivered\n");
        assertThat(delivery().isTold("Welcome!\n\033]0;a login's window title\007" + probed))
                .isTrue();
        assertThat(delivery().isTold(first)).isFalse();
        assertThat(second).isEqualTo("already\n");
        assertThat(Path.of(delivery().remotePath())).hasContent("bytes\n");
    }

    private String said(String shell, String command) throws Exception {
        Path errors = folder.resolve("errors");
        Path bytes = Files.writeString(folder.resolve("bytes"), "bytes\n");
        Process process = new ProcessBuilder(shell, "-c", command)
                .redirectInput(bytes.toFile())
                .redirectError(errors.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> read(errors)).isZero();
        return out;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return "";
        }
    }
}
