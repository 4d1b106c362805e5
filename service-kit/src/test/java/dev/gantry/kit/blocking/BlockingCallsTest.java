package dev.gantry.kit.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockingCallsTest {

    private static final Duration SOON = Duration.ofMillis(50);

    @TempDir
    Path folder;

    @Test
    void callThatHangsEndsAtItsDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> new BlockingCalls("test", 2).call("/mnt/a", SOON, () -> {
                    never.await();
                    return "";
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("/mnt/a did not answer");
    }

    @Test
    void hangingCallsRefuseTheNextAndDoNotDelayIt() throws Exception {
        BlockingCalls calls = new BlockingCalls("test", 1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = Thread.ofVirtual().start(() -> hold(calls, release));
        try {
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> calls.call("b", Duration.ofSeconds(5), () -> ""))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("1 other calls of test hang already"));
        } finally {
            release.countDown();
            holder.join();
        }
    }

    @Test
    void whatTheCallThrewIsThrown() {
        assertThatThrownBy(() -> RegularFiles.readSmall(folder.resolve("none"), 10))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void pipeIsRefusedWithoutBeingOpened() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> RegularFiles.open(pipe)).isInstanceOf(NotRegularFileException.class);
        assertThatThrownBy(() -> RegularFiles.readSmall(Path.of("/dev/zero"), 10))
                .isInstanceOf(NotRegularFileException.class);
    }

    @Test
    void smallFileIsReadAndLargeOneRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "0123456789");
        assertThat(RegularFiles.readSmall(file, 10)).hasSize(10);
        assertThatThrownBy(() -> RegularFiles.readSmall(file, 9)).hasMessageEndingWith("is larger than 9 bytes");
    }

    private static void hold(BlockingCalls calls, CountDownLatch release) {
        try {
            calls.call("a", Duration.ofSeconds(10), () -> {
                release.await();
                return "";
            });
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
