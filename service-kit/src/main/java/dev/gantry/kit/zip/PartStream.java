package dev.gantry.kit.zip;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** The bytes of a part, held against what the directory promises: a larger one is a bomb, a smaller or another one is damaged. */
final class PartStream extends FilterInputStream {

    private final String path;
    private final long promised;
    private final long promisedCrc;
    private final CRC32 crc = new CRC32();
    private long bytes;

    PartStream(InputStream in, String path, long promised, long promisedCrc) {
        super(in);
        this.path = path;
        this.promised = promised;
        this.promisedCrc = promisedCrc;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int some = unpacked(buffer, offset, length);
        if (some < 0) {
            requireWhole();
            return some;
        }
        crc.update(buffer, offset, some);
        bytes += some;
        if (bytes > promised) {
            throw damaged("more than " + promised + " bytes unpacked", "the size that the zip's directory gives");
        }
        return some;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 1 << 16)).length;
    }

    private int unpacked(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (ZipException | EOFException e) {
            throw damaged(String.valueOf(e.getMessage()), "data that unpacks");
        }
    }

    private void requireWhole() throws InvalidZipException {
        if (bytes != promised || crc.getValue() != promisedCrc) {
            throw damaged(
                    "%d bytes with CRC %08x".formatted(bytes, crc.getValue()),
                    "%d bytes with CRC %08x".formatted(promised, promisedCrc));
        }
    }

    private InvalidZipException damaged(String found, String expected) {
        return new InvalidZipException(InvalidZipException.Kind.PART_DAMAGED, path, found, expected);
    }
}
