package dev.gantry.imagebuilder.file;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Writes a stream to a file and hashes it in the same pass, with one buffer whatever the size. */
public final class HashedFile {

    private static final int BUFFER_BYTES = 1 << 18;

    private HashedFile() {}

    /**
     * Makes the file new; on any failure nothing is left of it.
     *
     * @param limitBytes more than this is refused with {@link TooLarge}
     */
    public static StoredFile write(InputStream in, Path file, long limitBytes) throws IOException {
        MessageDigest digest = Sha256.digest();
        long total = 0;
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = java.nio.channels.Channels.newOutputStream(channel)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    total += n;
                    if (total > limitBytes) {
                        throw new TooLarge(limitBytes);
                    }
                    digest.update(buffer, 0, n);
                    out.write(buffer, 0, n);
                }
                channel.force(true);
            }
            return new StoredFile(file, Sha256.ofDigest(digest.digest()), total);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** What was written lies on the disk afterwards. */
    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Hashes a file that is there already. */
    public static Sha256 hash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return Sha256.ofDigest(digest.digest());
    }

    /** The stream had more than was allowed. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(long limitBytes) {
            super("more than " + limitBytes + " bytes");
        }
    }
}
