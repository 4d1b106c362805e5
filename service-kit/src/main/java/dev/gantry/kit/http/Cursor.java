package dev.gantry.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** An opaque position in an ordered list: the sort key of the last row that was given out. */
public final class Cursor {

    private Cursor() {}

    public static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(UTF_8));
    }

    /** 400 {@code cursor-malformed} when it is not one of ours. */
    public static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "cursor-malformed", "Cursor not readable", "Send the value of next as it was given.")
                    .asException();
        }
    }
}
