package dev.gantry.inventory.imports.archive;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks a tar or tar.gz in memory. Nothing is written anywhere; links stay inside; paths that lead outside are refused. */
public final class FolderArchiveReader {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int MAX_ENTRIES = 100_000;
    private static final long MAX_UNPACKED_BYTES = 1024L * 1024 * 1024;

    private FolderArchiveReader() {}

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
        } catch (TooLarge e) {
            files.refuse(
                    "archive",
                    "more than " + MAX_UNPACKED_BYTES + " bytes unpacked",
                    "at most " + MAX_UNPACKED_BYTES + " bytes");
        } catch (IOException | IllegalArgumentException e) {
            files.refuse("archive", "bytes that are no tar or tar.gz", "a tar or tar.gz of a kayobe configuration");
        }
        return files.collected();
    }

    private static void take(TarArchiveInputStream tar, TarArchiveEntry entry, FolderFiles.Collector files)
            throws IOException {
        String path = entry.getName();
        if (entry.isSymbolicLink()) {
            files.symbolicLink(path, entry.getLinkName());
        } else if (entry.isLink()) {
            files.hardLink(path, entry.getLinkName());
        } else if (entry.isFile() && files.takes(path, entry.getSize())) {
            // A sparse or compressed entry can claim more than it holds, or less: the read is bounded either way.
            files.add(path, tar.readNBytes((int) entry.getSize()));
        }
    }

    private static InputStream unzipped(InputStream body) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(body);
        buffered.mark(2);
        boolean isZipped = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
        buffered.reset();
        return new Bounded(isZipped ? new GZIPInputStream(buffered) : buffered);
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A small archive can hold terabytes of zeros: what is passed over counts as well. */
    private static final class Bounded extends FilterInputStream {
        private long left = MAX_UNPACKED_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count(Math.max(read, 0));
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = super.skip(wanted);
            count(skipped);
            return skipped;
        }

        private void count(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }
}
