package dev.gantry.cli.output;

/** Text of hosts is not trusted: it may hold codes that move a terminal's cursor or write its title. */
public final class Plain {
    private Plain() {}

    /** With a replacement character for each control character except the line feed and the tab. */
    public static String text(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> plain.appendCodePoint(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c));
        return plain.toString();
    }
}
