package dev.gantry.kit.python;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as Python writes them: {@code 0x1F}, {@code 1_000}, {@code 1e3}. */
public final class PythonNumber {

    private PythonNumber() {}

    /** Null for what is no number, or one that is larger than is counted here. */
    public static @Nullable Number read(String written) {
        String digits = written.replace("_", "").toLowerCase(Locale.ROOT);
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 10;
        if (radix != 10) {
            return digits.length() > 14 ? null : (Number) Long.parseLong(digits.substring(2), radix);
        }
        if (digits.matches("\\d{1,18}")) {
            return Long.parseLong(digits);
        }
        return digits.matches("\\d{0,40}(\\.\\d{0,40})?(e[-+]?\\d{1,3})?") && digits.matches("\\d*[.e].*\\d.*|\\d+\\.")
                ? (Number) Double.parseDouble(digits)
                : null;
    }
}
