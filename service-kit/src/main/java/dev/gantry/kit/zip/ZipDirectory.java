package dev.gantry.kit.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many bytes lie between the begin of a zip's directory and its end, whatever number of entries it claims: more a reader cannot be made
 * to read. Source: PKWARE APPNOTE 6.3.10, 4.3.14 to 4.3.16.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long IN_ZIP64 = 0xffffffffL;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;

    private ZipDirectory() {}

    /** 0 when it has no directory, which the reader then says in its own words. */
    static long bytes(Path zip) throws IOException {
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
            long size = channel.size();
            int tailBytes = (int) Math.min(size, END_BYTES + LONGEST_COMMENT + LOCATOR_BYTES);
            ByteBuffer tail = read(channel, size - tailBytes, tailBytes);
            for (int at = tailBytes - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    return Math.max(0, size - tailBytes + at - begin(channel, tail, at));
                }
            }
            return 0;
        }
    }

    /** Where the directory begins, by the end record found there or by the zip64 record that it leads to. */
    private static long begin(FileChannel channel, ByteBuffer tail, int end) throws IOException {
        long begin = Integer.toUnsignedLong(tail.getInt(end + 16));
        int locator = end - LOCATOR_BYTES;
        if (begin != IN_ZIP64 || locator < 0 || tail.getInt(locator) != LOCATOR) {
            return begin;
        }
        long record = tail.getLong(locator + 8);
        return record < 0 || record > channel.size() - 56
                ? begin
                : read(channel, record + 48, 8).getLong(0);
    }

    private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // a read may give less than was asked for
        }
        return buffer.flip();
    }
}
