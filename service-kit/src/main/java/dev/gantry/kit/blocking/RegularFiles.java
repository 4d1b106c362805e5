package dev.gantry.kit.blocking;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/**
 * Files that a caller names: only regular ones are opened (a FIFO, a device or a socket would block or never end), and each step that
 * touches the disk has a deadline, for a mount may hang.
 */
public final class RegularFiles {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private RegularFiles() {}

    /** @return its size in bytes @throws IOException when it is not there, not regular, or its file system does not answer */
    public static long requireRegular(Path file) throws IOException, InterruptedException {
        BasicFileAttributes is = BlockingCalls.SHARED.call(
                file.toString(), DEADLINE, () -> Files.readAttributes(file, BasicFileAttributes.class));
        if (!is.isRegularFile()) {
            throw new NotRegularFileException(file, is.isDirectory() ? "a folder" : "a pipe, a device or a socket");
        }
        return is.size();
    }

    /** The whole file. @throws IOException also when it is larger than {@code limitBytes} */
    public static byte[] readSmall(Path file, int limitBytes) throws IOException, InterruptedException {
        requireRegular(file);
        return BlockingCalls.SHARED.call(file.toString(), DEADLINE, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(limitBytes + 1);
                if (content.length > limitBytes) {
                    throw new IOException("%s is larger than %d bytes".formatted(file, limitBytes));
                }
                return content;
            }
        });
    }

    /** Opens a regular file for reading; reading it is for a thread that may block. */
    public static InputStream open(Path file) throws IOException, InterruptedException {
        requireRegular(file);
        return BlockingCalls.SHARED.call(
                file.toString(), DEADLINE, () -> Files.newInputStream(file, StandardOpenOption.READ));
    }
}
