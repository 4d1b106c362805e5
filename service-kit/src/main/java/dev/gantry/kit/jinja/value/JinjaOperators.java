package dev.gantry.kit.jinja.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Python's operators do with the values of variables. */
public final class JinjaOperators {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=", "in");
    private static final int LONGEST = 10_000;

    private JinjaOperators() {}

    public static boolean isComparison(String sign) {
        return COMPARISONS.contains(sign);
    }

    public static boolean compare(String sign, @Nullable Object left, @Nullable Object right) {
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

    public static boolean isIn(@Nullable Object item, @Nullable Object whole) {
        Object wanted = set(item);
        return switch (set(whole)) {
            case String text -> text.contains(JinjaExpression.text(wanted));
            case Collection<?> list -> list.stream().anyMatch(one -> isEqual(one, wanted));
            case Map<?, ?> map -> map.containsKey(JinjaExpression.text(wanted));
            case JinjaExpression.OfHost one when one.host().equals(JinjaExpression.text(wanted)) -> true;
            case null, default -> throw JinjaNumbers.unfit("in", whole);
        };
    }

    /** Two numbers, two texts or two lists; a text or a list so many times; a text with places and what stands in them. */
    public static Object calculated(String sign, @Nullable Object left, @Nullable Object right) {
        Object first = set(left);
        Object second = set(right);
        if (first instanceof Number a && second instanceof Number b) {
            return JinjaNumbers.calculated(sign, a, b);
        }
        if (sign.equals("%") && first instanceof String pattern) {
            return TextFormat.percent(pattern, second instanceof List<?> several ? several : Arrays.asList(second));
        }
        if (sign.equals("*") && second instanceof Number times && !(second instanceof Double)) {
            return repeated(first, times.intValue());
        }
        return joined(sign, first, second);
    }

    private static Object joined(String sign, @Nullable Object first, @Nullable Object second) {
        if (sign.equals("+") && first instanceof String a && second instanceof String b) {
            return a + b;
        }
        if (sign.equals("+") && first instanceof List<?> a && second instanceof List<?> b) {
            List<@Nullable Object> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }
        throw JinjaNumbers.unfit(sign, first);
    }

    private static Object repeated(@Nullable Object whole, int times) {
        if (whole instanceof String text && (long) text.length() * times <= LONGEST) {
            return text.repeat(Math.max(0, times));
        }
        if (whole instanceof List<?> list && (long) list.size() * times <= LONGEST) {
            List<@Nullable Object> repeated = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                repeated.addAll(list);
            }
            return repeated;
        }
        throw JinjaNumbers.unfit("*", whole);
    }

    /** An item of a list or mapping; {@link JinjaExpression.Unset} when it has none of that name or place. */
    public static @Nullable Object part(@Nullable Object whole, @Nullable Object key) {
        Object name = set(key);
        EvaluationException missing = EvaluationException.unset(
                "no part " + JinjaExpression.text(name),
                "a part of that name or place",
                "Correct the name, or set the part.");
        return switch (whole) {
            // Ansible: a part of what is not set is not set either
            case JinjaExpression.Unset unset -> unset;
            case JinjaExpression.OfHost one when one.host().equals(JinjaExpression.text(name)) -> one.variables();
            case JinjaExpression.OfHost one ->
                throw EvaluationException.ansibles("hostvars of " + JinjaExpression.text(name));
            case JinjaExpression.Scope variables -> variables.resolve(JinjaExpression.text(name));
            case Map<?, ?> map when map.containsKey(JinjaExpression.text(name)) -> map.get(JinjaExpression.text(name));
            case List<?> list when place(name, list.size()) >= 0 -> list.get(place(name, list.size()));
            case String text
            when place(name, text.length()) >= 0 -> String.valueOf(text.charAt(place(name, text.length())));
            case null, default -> new JinjaExpression.Unset(missing);
        };
    }

    /** Counted from the end when it is negative; -1 when there is no such place. */
    private static int place(@Nullable Object key, int size) {
        String text = key instanceof Boolean ? "" : JinjaExpression.text(key);
        if (!text.matches("-?\\d{1,6}")) {
            return -1;
        }
        int place = Integer.parseInt(text);
        int at = place < 0 ? place + size : place;
        return at < size ? Math.max(at, -1) : -1;
    }

    /** Python's {@code [from:to:step]} of a list or a text. */
    public static Object slice(
            @Nullable Object whole, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
        if (set(whole) instanceof String text) {
            return String.join(
                    "",
                    slice(items(text), from, to, step).stream()
                            .map(JinjaExpression::text)
                            .toList());
        }
        return slice(items(whole), from, to, step);
    }

    private static List<@Nullable Object> slice(
            List<@Nullable Object> items, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
        int by = step == null ? 1 : JinjaNumbers.whole(step).intValue();
        if (by == 0) {
            throw JinjaNumbers.unfit("[:]", items);
        }
        int first = bound(from, items.size(), by > 0 ? 0 : items.size() - 1, by);
        int end = bound(to, items.size(), by > 0 ? items.size() : -1, by);
        List<@Nullable Object> part = new ArrayList<>();
        for (int i = first; by > 0 ? i < end : i > end; i += by) {
            part.add(items.get(i));
        }
        return part;
    }

    private static int bound(@Nullable Object place, int size, int otherwise, int step) {
        if (place == null) {
            return otherwise;
        }
        int at = JinjaNumbers.whole(place).intValue();
        int counted = at < 0 ? at + size : at;
        return step > 0 ? Math.clamp(counted, 0, size) : Math.clamp(counted, -1, size - 1);
    }

    public static boolean isEqual(@Nullable Object left, @Nullable Object right) {
        Object a = left instanceof Boolean truth ? (truth ? 1 : 0) : left;
        Object b = right instanceof Boolean truth ? (truth ? 1 : 0) : right;
        return a instanceof Number first && b instanceof Number second
                ? first.doubleValue() == second.doubleValue()
                : Objects.equals(a, b);
    }

    public static int order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        throw JinjaNumbers.unfit("an order", left);
    }

    public static @Nullable Object set(@Nullable Object value) {
        if (value instanceof JinjaExpression.Unset unset) {
            throw unset.why();
        }
        return value;
    }

    /** What Python gives when it is asked for one after another: items, keys, letters. */
    public static List<@Nullable Object> items(@Nullable Object value) {
        return switch (set(value)) {
            case Collection<?> items -> new ArrayList<>(items);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text ->
                new ArrayList<>(
                        text.chars().mapToObj(c -> String.valueOf((char) c)).toList());
            case null, default -> throw JinjaNumbers.unfit("a list", value);
        };
    }
}
