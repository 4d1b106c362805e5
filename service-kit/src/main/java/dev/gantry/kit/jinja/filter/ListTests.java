package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaOperators;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests of lists: {@code groups['gpu'] is subset(group_names)}, {@code switches is all}. */
final class ListTests {

    static final Map<String, JinjaTest> ALL = Map.of(
            "subset", (value, arguments) -> isWithin(value, arguments.value(0, "b", null)),
            "issubset", (value, arguments) -> isWithin(value, arguments.value(0, "b", null)),
            "superset", (value, arguments) -> isWithin(arguments.value(0, "b", null), value),
            "issuperset", (value, arguments) -> isWithin(arguments.value(0, "b", null), value),
            "any", (value, arguments) -> JinjaOperators.items(value).stream().anyMatch(JinjaExpression::isTrue),
            "all", (value, arguments) -> JinjaOperators.items(value).stream().allMatch(JinjaExpression::isTrue));

    private ListTests() {}

    private static boolean isWithin(@Nullable Object few, @Nullable Object many) {
        List<@Nullable Object> whole = JinjaOperators.items(many);
        return JinjaOperators.items(few).stream().allMatch(item -> JinjaOperators.isIn(item, whole));
    }
}
