package dev.gantry.kit.python;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as Python writes them: {@code 0x1F}, {@code 1_000}, {@code 1e3}. */
public final class PythonNumber {

    // 1.5E10
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_TO = 1e16;

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

    /** {@code repr()} of a number with a point: {@code 0.5}, {@code 1e+16}. */
    public static String text(double number) {
        double size = Math.abs(number);
        if (size != 0 && (size < PLAIN_FROM || size >= PLAIN_TO) || Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number)
                    .replaceFirst("\\.0E", "E")
                    .replaceFirst("E(\\d)", "E+$1")
                    .replaceFirst("E([+-])(\\d)$", "E$10$2")
                    .toLowerCase(Locale.ROOT);
        }
        String plain = new BigDecimal(Double.toString(number)).toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
