package dev.gantry.kit.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * An opaque position in an ordered list: the sort key of the last row that was given out, behind a checksum, so that a text that only looks
 * like one is not taken for a position.
 */
public final class Cursor {

    private Cursor() {}

    public static String encode(String position) {
        byte[] text = position.getBytes(UTF_8);
        ByteBuffer whole = ByteBuffer.allocate(Integer.BYTES + text.length);
        whole.putInt(checksum(text)).put(text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    }

    /** 400 {@code cursor-malformed} when it is not one of ours. */
    public static String decode(String cursor) {
        try {
            ByteBuffer whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (whole.remaining() <= Integer.BYTES) {
                throw malformed();
            }
            int checksum = whole.getInt();
            byte[] text = new byte[whole.remaining()];
            whole.get(text);
            if (checksum != checksum(text)) {
                throw malformed();
            }
            return new String(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** Of a list that is ordered by a number. 400 {@code cursor-malformed} when it is none. */
    public static long number(String cursor) {
        String position = decode(cursor);
        if (!position.matches("\\d{1,18}")) {
            throw malformed();
        }
        return Long.parseLong(position);
    }

    /** Of a list that is ordered by ids. 400 {@code cursor-malformed} when it is none. */
    public static UUID uuid(String cursor) {
        try {
            return UUID.fromString(decode(cursor));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static int checksum(byte[] text) {
        CRC32 crc = new CRC32();
        crc.update(text);
        return (int) crc.getValue();
    }

    private static ProblemException malformed() {
        return Problem.of(400, "cursor-malformed", "Cursor not readable", "Send the value of next as it was given.")
                .asException();
    }
}
