package dev.gantry.kit.jinja.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts with places for values, as Python fills them. */
public final class TextFormat {

    // gpu-%03d   %s:%d
    private static final Pattern PLACE = Pattern.compile("%(0?\\d{0,2}d|s|%)|%");

    // {}-{1}   {rack}   {0:03d}   {{
    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}|\\{(\\w*)(?::(0?\\d{0,2}d))?}|[{}]");

    private TextFormat() {}

    /** Python's {@code %s} and {@code %03d}; what else it knows is left to it. */
    public static String percent(String pattern, List<?> given) {
        List<@Nullable Object> values = new ArrayList<>(given);
        return PLACE.matcher(pattern).replaceAll(place -> {
            String kind = place.group(1);
            if (kind == null || !kind.equals("%") && values.isEmpty()) {
                throw EvaluationException.ansibles("'" + pattern + "' | format");
            }
            return Matcher.quoteReplacement(
                    kind.equals("%") ? "%" : formatted(place.group(), kind, values.removeFirst()));
        });
    }

    private static String formatted(String place, String kind, @Nullable Object value) {
        return kind.equals("s")
                ? JinjaExpression.text(value)
                : String.format(Locale.ROOT, place, JinjaNumbers.whole(value).longValue());
    }

    /** {@code '{}-{}'.format(rack, slot)} */
    public static String braces(String pattern, JinjaArguments arguments) {
        List<@Nullable Object> inOrder = new ArrayList<>(arguments.places());
        return BRACES.matcher(pattern).replaceAll(place -> {
            String whole = place.group();
            String name = place.group(1);
            if (whole.equals("{{") || whole.equals("}}")) {
                return whole.substring(1);
            }
            Object value = name == null
                    ? null
                    : name.isEmpty() && !inOrder.isEmpty() ? inOrder.removeFirst() : named(name, arguments);
            if (name == null || value instanceof JinjaExpression.Unset) {
                throw EvaluationException.ansibles("'" + pattern + "'.format()");
            }
            String kind = place.group(2);
            return Matcher.quoteReplacement(
                    kind == null ? JinjaExpression.text(value) : formatted("%" + kind, kind, value));
        });
    }

    private static @Nullable Object named(String name, JinjaArguments arguments) {
        boolean isPlace = name.matches("\\d{1,3}")
                && Integer.parseInt(name) < arguments.places().size();
        return isPlace
                ? arguments.places().get(Integer.parseInt(name))
                : arguments.names().containsKey(name)
                        ? arguments.names().get(name)
                        : new JinjaExpression.Unset(EvaluationException.ansibles("{" + name + "}"));
    }
}
