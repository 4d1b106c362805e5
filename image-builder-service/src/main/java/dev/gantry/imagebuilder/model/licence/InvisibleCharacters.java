package dev.gantry.imagebuilder.model.licence;

import java.util.ArrayList;
import java.util.List;

/** Finds what cannot be seen in a text that was copied by hand, and takes it out when asked. */
public final class InvisibleCharacters {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private InvisibleCharacters() {}

    /** What to do with them. */
    public enum Handling {
        REFUSE,
        REMOVE
    }

    /** One of them: {@code offset} in characters from the start (0 is the first), e.g. {@code ZERO WIDTH SPACE} as {@code U+200B}. */
    public record Found(int offset, String code, String name) {}

    /** In the order of the text; empty means clean. */
    public static List<Found> find(String text) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (isInvisible(c)) {
                found.add(new Found(i, "U+%04X".formatted(c), nameOf(c)));
            }
        }
        return List.copyOf(found);
    }

    public static String remove(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isInvisible(c)).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.UNASSIGNED
                || (c >= 0xFE00 && c <= 0xFE0F);
    }

    private static String nameOf(int c) {
        if (c == BYTE_ORDER_MARK) {
            return "BYTE ORDER MARK";
        }
        String name = Character.getName(c);
        return name == null ? "UNASSIGNED" : name;
    }
}
