package dev.gantry.imagebuilder.file;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.kit.blocking.BlockingCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Files of this machine that a caller names: looked at before they are opened, and never for longer than a deadline. */
public final class LocalFiles {

    private static final Duration STAT_WITHIN = Duration.ofSeconds(2);
    private static final Duration HASH_WITHIN = Duration.ofMinutes(2);

    private final BlockingCalls calls;

    public LocalFiles(BlockingCalls calls) {
        this.calls = calls;
    }

    /** What stands under a path; only a regular file may be opened: a pipe waits for a writer, a device has no end. */
    public enum Kind {
        REGULAR,
        MISSING,
        FOLDER,
        NOT_REGULAR,
        NOT_ANSWERING
    }

    /** Links are followed. */
    public Kind kindOf(Path path) throws InterruptedException {
        try {
            return calls.call(path.toString(), STAT_WITHIN, () -> kind(path));
        } catch (IOException e) {
            boolean isSilent =
                    e.getCause() instanceof TimeoutException || e.getCause() instanceof RejectedExecutionException;
            return isSilent ? Kind.NOT_ANSWERING : Kind.MISSING;
        }
    }

    /** @throws IOException when it is no regular file or cannot be read in time */
    public Sha256 hash(Path path) throws IOException, InterruptedException {
        Kind kind = kindOf(path);
        if (kind != Kind.REGULAR) {
            throw new NoSuchFileException(path.toString(), null, kind.name());
        }
        return calls.call(path.toString(), HASH_WITHIN, () -> HashedFile.hash(path));
    }

    private static Kind kind(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isRegularFile()) {
            return Kind.REGULAR;
        }
        return attributes.isDirectory() ? Kind.FOLDER : Kind.NOT_REGULAR;
    }
}
