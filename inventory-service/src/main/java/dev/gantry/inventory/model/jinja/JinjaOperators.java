package dev.gantry.inventory.model.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Python's operators do with the values of variables. */
final class JinjaOperators {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=", "in");

    private JinjaOperators() {}

    static boolean isComparison(String sign) {
        return COMPARISONS.contains(sign);
    }

    static boolean compare(String sign, @Nullable Object left, @Nullable Object right) {
        Object first = set(left);
        Object second = set(right);
        return switch (sign) {
            case "==" -> isEqual(first, second);
            case "!=" -> !isEqual(first, second);
            case "in" -> isIn(first, second);
            case "<" -> order(first, second) < 0;
            case "<=" -> order(first, second) <= 0;
            case ">" -> order(first, second) > 0;
            default -> order(first, second) >= 0;
        };
    }

    static boolean isIn(@Nullable Object item, @Nullable Object whole) {
        Object wanted = set(item);
        return switch (set(whole)) {
            case String text -> text.contains(JinjaExpression.text(wanted));
            case List<?> list -> list.stream().anyMatch(one -> isEqual(one, wanted));
            case Map<?, ?> map -> map.containsKey(JinjaExpression.text(wanted));
            case null, default -> throw unfit("in", whole);
        };
    }

    static Object sum(String sign, @Nullable Object left, @Nullable Object right) {
        Object first = set(left);
        Object second = set(right);
        if (first instanceof Number a && second instanceof Number b) {
            double added = sign.equals("+") ? b.doubleValue() : -b.doubleValue();
            return whole(a.doubleValue() + added);
        }
        return switch (sign.equals("+") ? first : null) {
            case String a when second instanceof String b -> a + b;
            case List<?> a
            when second instanceof List<?> b -> {
                List<@Nullable Object> both = new ArrayList<>(a);
                both.addAll(b);
                yield both;
            }
            case null, default -> throw unfit(sign, left);
        };
    }

    private static Object whole(double number) {
        return number == Math.rint(number) ? (Object) (long) number : (Object) number;
    }

    /** An item of a list or mapping; {@link JinjaExpression.Unset} when it has none of that name or place. */
    static @Nullable Object part(@Nullable Object whole, @Nullable Object key) {
        Object name = set(key);
        EvaluationException missing = new EvaluationException(
                "no part " + JinjaExpression.text(name),
                "a part of that name or place",
                "Correct the name, or set the part.");
        return switch (set(whole)) {
            case JinjaExpression.OfHost one when one.host().equals(JinjaExpression.text(name)) -> one.variables();
            case JinjaExpression.OfHost one ->
                throw new EvaluationException(
                        "hostvars of " + JinjaExpression.text(name),
                        "hostvars of " + one.host() + " itself",
                        "What other hosts have is Ansible's; import what 'ansible-inventory --list --export' prints.");
            case JinjaExpression.Scope variables -> variables.resolve(JinjaExpression.text(name));
            case Map<?, ?> map when map.containsKey(JinjaExpression.text(name)) -> map.get(JinjaExpression.text(name));
            case List<?> list when isPlace(name, list) -> list.get(Integer.parseInt(JinjaExpression.text(name)));
            case null, default -> new JinjaExpression.Unset(missing);
        };
    }

    private static boolean isPlace(@Nullable Object key, List<?> list) {
        String text = JinjaExpression.text(key);
        return text.matches("\\d{1,6}") && Integer.parseInt(text) < list.size();
    }

    private static boolean isEqual(@Nullable Object left, @Nullable Object right) {
        return left instanceof Number a && right instanceof Number b
                ? a.doubleValue() == b.doubleValue()
                : Objects.equals(left, right);
    }

    private static int order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        throw unfit("an order", left);
    }

    private static @Nullable Object set(@Nullable Object value) {
        if (value instanceof JinjaExpression.Unset unset) {
            throw unset.why();
        }
        return value;
    }

    private static EvaluationException unfit(String sign, @Nullable Object value) {
        return new EvaluationException(
                JinjaExpression.text(value) + " with " + sign,
                "two texts, two numbers or two lists",
                "Correct the expression.");
    }
}
