package dev.gantry.kit.jinja.value;

import org.jspecify.annotations.Nullable;

/** What Python's operators and functions do with numbers. */
public final class JinjaNumbers {

    private JinjaNumbers() {}

    /** {@code +}, {@code -}, {@code *}, {@code /}, {@code //}, {@code %} and {@code **}. */
    public static Number calculated(String sign, Number a, Number b) {
        if (sign.equals("/") || a instanceof Double || b instanceof Double) {
            return decimal(sign, a.doubleValue(), b.doubleValue());
        }
        try {
            return whole(sign, a.longValue(), b.longValue());
        } catch (ArithmeticException e) {
            throw unfit(sign, b);
        }
    }

    private static Number whole(String sign, long a, long b) {
        return switch (sign) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            default -> power(a, b);
        };
    }

    private static Number power(long a, long b) {
        double power = Math.pow(a, b);
        return b >= 0 && Math.abs(power) < (1L << 53) ? (Number) (long) power : (Number) power;
    }

    private static Number decimal(String sign, double a, double b) {
        if (b == 0 && (sign.equals("/") || sign.equals("//") || sign.equals("%"))) {
            throw unfit(sign, b);
        }
        return switch (sign) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            case "%" -> a - Math.floor(a / b) * b;
            default -> Math.pow(a, b);
        };
    }

    /** {@code int}: zero for what is none. */
    public static Number whole(@Nullable Object value) {
        return whole(value, 0);
    }

    public static Number whole(@Nullable Object value, Number otherwise) {
        Number number = decimal(value, Double.NaN);
        if (number instanceof Double decimal) {
            return decimal.isNaN() || decimal.isInfinite() ? otherwise : (Number) (long) decimal.doubleValue();
        }
        return number;
    }

    /** A number as it is, or what a text tells; the other one for what is none. */
    public static Number decimal(@Nullable Object value, double otherwise) {
        if (value instanceof Number number) {
            return number;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        String text = value instanceof String written ? written.strip() : "";
        if (text.matches("[-+]?\\d{1,18}")) {
            return Long.parseLong(text);
        }
        return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?")
                ? (Number) Double.parseDouble(text)
                : (Number) otherwise;
    }

    public static EvaluationException unfit(String sign, @Nullable Object value) {
        return new EvaluationException(
                JinjaExpression.text(value) + " with " + sign,
                "two texts, two numbers or two lists",
                "Correct the expression.");
    }
}
