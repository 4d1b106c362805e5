package dev.gantry.kit.zip;

import dev.gantry.kit.zip.InvalidZipException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip read by its directory, never as a whole. */
public final class ZipArchive implements Closeable {

    // the directory of a vendor's bundle has some KiB
    private static final long DIRECTORY_LIMIT = 4L << 20;

    private final ZipFile zip;

    private ZipArchive(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * @throws InvalidZipException when it is no whole zip, or its directory is too large to be read
     * @throws IOException when the file cannot be read
     */
    public static ZipArchive open(Path file) throws IOException {
        long directory = ZipDirectory.bytes(file);
        if (directory > DIRECTORY_LIMIT) {
            throw new InvalidZipException(
                    Kind.DIRECTORY_TOO_LARGE,
                    "entries",
                    "a directory of %d bytes".formatted(directory),
                    "at most %d".formatted(DIRECTORY_LIMIT));
        }
        try {
            return new ZipArchive(ZipFile.builder()
                    .setPath(file)
                    .setMaxNumberOfDisks(1)
                    .setIgnoreLocalFileHeader(true)
                    .get());
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidZipException(
                    Kind.NOT_A_ZIP,
                    "body",
                    "%d bytes without a zip directory (%s)".formatted(Files.size(file), e.getMessage()),
                    "a complete zip");
        }
    }

    /** In the order of the directory. */
    public List<ZipPart> parts() {
        return Collections.list(zip.getEntries()).stream()
                .map(e -> new ZipPart(e.getName(), kindOf(e), e.getSize(), e.getCompressedSize(), e.getCrc()))
                .toList();
    }

    /**
     * The bytes of a part; reading them throws {@link InvalidZipException} when they are not those that the directory promises.
     *
     * @throws NoSuchFileException when there is no such part
     */
    public InputStream open(String path) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        return new PartStream(zip.getInputStream(entry), path, entry.getSize(), entry.getCrc());
    }

    private ZipPart.Kind kindOf(ZipArchiveEntry entry) {
        if (entry.isUnixSymlink()) {
            return ZipPart.Kind.SYMBOLIC_LINK;
        }
        if (entry.isDirectory()) {
            return ZipPart.Kind.FOLDER;
        }
        return zip.canReadEntryData(entry) ? ZipPart.Kind.FILE : ZipPart.Kind.UNREADABLE;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
