package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import dev.gantry.kit.python.PythonTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of several lists, and of the items that a list has more than once. */
final class SetFilters {

    private static final int MOST = 10_000;

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            Map.entry("unique", (value, arguments, scope) -> unique(value, arguments)),
            Map.entry("union", (value, arguments, scope) -> union(value, other(arguments))),
            Map.entry("intersect", (value, arguments, scope) -> kept(value, other(arguments), true)),
            Map.entry("difference", (value, arguments, scope) -> kept(value, other(arguments), false)),
            Map.entry("symmetric_difference", (value, arguments, scope) -> different(value, other(arguments))),
            Map.entry("zip", (value, arguments, scope) -> zipped(value, arguments, false)),
            Map.entry("zip_longest", (value, arguments, scope) -> zipped(value, arguments, true)),
            Map.entry("product", (value, arguments, scope) -> product(value, arguments)),
            Map.entry("groupby", (value, arguments, scope) -> grouped(value, arguments)),
            Map.entry("subelements", (value, arguments, scope) -> subelements(value, arguments)));

    private SetFilters() {}

    private static List<@Nullable Object> other(JinjaArguments arguments) {
        return JinjaOperators.items(arguments.value(0, "b", List.of()));
    }

    /** As Jinja has it: two texts are one where only upper and lower case differ. */
    private static List<@Nullable Object> unique(@Nullable Object value, JinjaArguments arguments) {
        boolean isCased = arguments.isTrue(0, "case_sensitive");
        Object attribute = arguments.value(1, "attribute", null);
        List<@Nullable Object> seen = new ArrayList<>();
        return JinjaOperators.items(value).stream()
                .filter(item -> {
                    Object by = ListFilters.plain(
                            attribute == null ? item : SelectFilters.attribute(item, attribute), isCased);
                    return !JinjaOperators.isIn(by, seen) && seen.add(by);
                })
                .toList();
    }

    /** Each once; here upper and lower case count. */
    private static List<@Nullable Object> distinct(List<@Nullable Object> items) {
        List<@Nullable Object> once = new ArrayList<>();
        items.stream().filter(item -> !JinjaOperators.isIn(item, once)).forEach(once::add);
        return once;
    }

    private static List<@Nullable Object> union(@Nullable Object value, List<@Nullable Object> others) {
        List<@Nullable Object> both = JinjaOperators.items(value);
        both.addAll(others);
        return distinct(both);
    }

    private static List<@Nullable Object> kept(@Nullable Object value, List<@Nullable Object> others, boolean isIn) {
        return distinct(JinjaOperators.items(value)).stream()
                .filter(item -> JinjaOperators.isIn(item, others) == isIn)
                .toList();
    }

    private static List<@Nullable Object> different(@Nullable Object value, List<@Nullable Object> others) {
        List<@Nullable Object> different = new ArrayList<>(kept(value, others, false));
        different.addAll(kept(others, JinjaOperators.items(value), false));
        return different;
    }

    private static List<List<@Nullable Object>> rows(@Nullable Object value, JinjaArguments arguments) {
        List<List<@Nullable Object>> rows = new ArrayList<>(List.of(JinjaOperators.items(value)));
        arguments.places().forEach(other -> rows.add(JinjaOperators.items(other)));
        return rows;
    }

    private static List<@Nullable Object> zipped(@Nullable Object value, JinjaArguments arguments, boolean isLongest) {
        List<List<@Nullable Object>> rows = rows(value, arguments);
        int size = isLongest
                ? rows.stream().mapToInt(List::size).max().orElse(0)
                : rows.stream().mapToInt(List::size).min().orElse(0);
        Object fill = arguments.names().get("fillvalue");
        List<@Nullable Object> zipped = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            @Nullable Object[] together = new Object[rows.size()];
            for (int row = 0; row < together.length; row++) {
                together[row] = i < rows.get(row).size() ? rows.get(row).get(i) : fill;
            }
            zipped.add(PythonTuple.of(together));
        }
        return zipped;
    }

    /** Each with each. */
    private static List<@Nullable Object> product(@Nullable Object value, JinjaArguments arguments) {
        List<List<@Nullable Object>> made = List.of(List.of());
        for (List<@Nullable Object> row : rows(value, arguments)) {
            List<List<@Nullable Object>> more = new ArrayList<>();
            for (List<@Nullable Object> before : made) {
                for (Object item : row) {
                    List<@Nullable Object> one = new ArrayList<>(before);
                    one.add(item);
                    more.add(one);
                }
                if (more.size() > MOST) {
                    throw new EvaluationException("product", "at most " + MOST + " items", "Write the value out.");
                }
            }
            made = more;
        }
        return new ArrayList<>(
                made.stream().map(one -> PythonTuple.of(one.toArray())).toList());
    }

    /** In the order of what they are grouped by. */
    private static List<@Nullable Object> grouped(@Nullable Object value, JinjaArguments arguments) {
        Object attribute = arguments.value(0, "attribute", null);
        Object otherwise = arguments.value(1, "default", null);
        boolean isCased = arguments.isTrue(2, "case_sensitive");
        List<List<@Nullable Object>> groups = new ArrayList<>();
        for (Object item : JinjaOperators.items(value)) {
            Object found = SelectFilters.attribute(item, attribute);
            Object by =
                    JinjaOperators.set(found instanceof JinjaExpression.Unset && otherwise != null ? otherwise : found);
            groups.stream()
                    .filter(g -> JinjaOperators.isEqual(
                            ListFilters.plain(g.getFirst(), isCased), ListFilters.plain(by, isCased)))
                    .findFirst()
                    .orElseGet(() -> {
                        List<@Nullable Object> group = new ArrayList<>();
                        group.add(by);
                        groups.add(group);
                        return group;
                    })
                    .add(item);
        }
        groups.sort((a, b) -> JinjaOperators.order(
                ListFilters.plain(a.getFirst(), isCased), ListFilters.plain(b.getFirst(), isCased)));
        return new ArrayList<>(groups.stream()
                .map(g -> PythonTuple.of(g.getFirst(), g.subList(1, g.size())))
                .toList());
    }

    /** Each item with each of the parts of one of its lists. */
    private static List<@Nullable Object> subelements(@Nullable Object value, JinjaArguments arguments) {
        Object path = arguments.value(0, "subelements", "");
        List<?> names = path instanceof List<?> several
                ? several
                : List.of(JinjaExpression.text(path).split("\\."));
        boolean isSkipped = arguments.isTrue(1, "skip_missing");
        List<?> items = JinjaOperators.set(value) instanceof Map<?, ?> map
                ? new ArrayList<>(map.values())
                : JinjaOperators.items(value);
        List<@Nullable Object> found = new ArrayList<>();
        for (Object item : items) {
            Object part = item;
            for (Object name : names) {
                part = JinjaOperators.part(part, name);
            }
            Object list = part instanceof JinjaExpression.Unset && isSkipped ? List.of() : JinjaOperators.set(part);
            if (!(list instanceof List<?> parts)) {
                throw JinjaNumbers.unfit("subelements", list);
            }
            parts.forEach(one -> found.add(PythonTuple.of(item, one)));
        }
        return found;
    }
}
