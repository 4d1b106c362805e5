package dev.gantry.inventory.model.ansible;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands between the quotes of a text in Python: {@code tab\tx}. */
public final class PythonStringEscapes {

    // \t   \x41   \'
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", Pattern.DOTALL);

    private PythonStringEscapes() {}

    public static String read(String between) {
        return ESCAPE.matcher(between)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(3) == null
                                ? Character.toString(Integer.parseInt(
                                        escape.group(1) == null ? escape.group(2) : escape.group(1), 16))
                                : meaning(escape.group(3))));
    }

    private static String meaning(String letter) {
        return switch (letter) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "\n" -> "";
            case "\\", "'", "\"" -> letter;
            default -> "\\" + letter;
        };
    }
}
