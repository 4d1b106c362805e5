package dev.gantry.kit.yaml;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value without quotes is to PyYAML, which Ansible uses and which follows YAML 1.1. Source: PyYAML, resolver.py and constructor.py. */
public final class PlainScalar {

    private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|true|True|TRUE|on|On|ON");
    private static final Pattern FALSE = Pattern.compile("no|No|NO|false|False|FALSE|off|Off|OFF");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    // 0755   0x1F   0b101   1_000
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*)");
    // 1.10   .5   1.0e+3
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?");

    /** Longer ones stay text. */
    private static final int MOST_DIGITS = 18;

    private PlainScalar() {}

    public static @Nullable Object value(String text) {
        if (NULL.matcher(text).matches()) {
            return null;
        }
        if (TRUE.matcher(text).matches()) {
            return true;
        }
        if (FALSE.matcher(text).matches()) {
            return false;
        }
        if (INTEGER.matcher(text).matches() && text.length() <= MOST_DIGITS) {
            return integer(text.replace("_", "").toLowerCase(Locale.ROOT));
        }
        return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text.replace("_", "")) : text;
    }

    private static Object integer(String text) {
        String digits = text.replaceFirst("^[-+]", "");
        long number = digits.startsWith("0b")
                ? Long.parseLong(digits.substring(2), 2)
                : digits.startsWith("0x")
                        ? Long.parseLong(digits.substring(2), 16)
                        : Long.parseLong(digits, digits.startsWith("0") ? 8 : 10);
        return text.startsWith("-") ? -number : number;
    }
}
