package dev.gantry.inventory.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks a tar or tar.gz in memory. Nothing is written anywhere; links and devices are left out; paths that lead outside are refused. */
public final class FolderArchive {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int MAX_ENTRIES = 100_000;

    private FolderArchive() {}

    public static FolderFiles read(InputStream body) {
        FolderFiles.Collector files = new FolderFiles.Collector();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(unzipped(body))) {
            int entries = 0;
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null && files.hasRoom() && ++entries <= MAX_ENTRIES) {
                take(tar, entry, files);
                entry = tar.getNextEntry();
            }
            if (entries == 0) {
                files.refuse("archive", "no entry", "a tar or tar.gz of a kayobe configuration");
            }
            if (entries > MAX_ENTRIES) {
                files.refuse("archive", "more than " + MAX_ENTRIES + " entries", "at most " + MAX_ENTRIES);
            }
        } catch (IOException | IllegalArgumentException e) {
            files.refuse("archive", "bytes that are no tar or tar.gz", "a tar or tar.gz of a kayobe configuration");
        }
        return files.collected();
    }

    private static void take(TarArchiveInputStream tar, TarArchiveEntry entry, FolderFiles.Collector files)
            throws IOException {
        if (FolderFiles.Collector.isOutside(entry.getName().replaceFirst("^(\\./)+$", "here"))) {
            files.add(entry.getName(), new byte[0]);
            return;
        }
        // A sparse or compressed entry can claim more than it holds, or less; the read below is bounded either way.
        if (entry.isFile()
                && !entry.isSymbolicLink()
                && !entry.isLink()
                && files.fits(entry.getName(), entry.getSize())) {
            files.add(entry.getName(), tar.readNBytes((int) entry.getSize()));
        }
    }

    private static InputStream unzipped(InputStream body) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(body);
        buffered.mark(2);
        boolean isZipped = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
        buffered.reset();
        return isZipped ? new GZIPInputStream(buffered) : buffered;
    }
}
