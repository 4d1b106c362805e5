package dev.gantry.inventory.model.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A filter of Jinja, Ansible or kayobe that inventories use for addresses, paths and switches. */
@FunctionalInterface
interface JinjaFilter {

    @Nullable
    Object apply(@Nullable Object value, List<@Nullable Object> arguments, JinjaExpression.Scope scope);

    static Optional<JinjaFilter> named(String name) {
        return Optional.ofNullable(Known.FILTERS.get(name));
    }

    /** All of them by name. */
    final class Known {

        private static final Set<String> TRUE = Set.of("true", "yes", "on", "1", "y", "t");

        private static final Map<String, JinjaFilter> FILTERS = Map.ofEntries(
                Map.entry("default", Known::fallback),
                Map.entry("d", Known::fallback),
                Map.entry("mandatory", (value, arguments, scope) -> value),
                Map.entry("bool", (value, arguments, scope) -> truth(value)),
                Map.entry("int", (value, arguments, scope) -> number(value)),
                Map.entry("string", (value, arguments, scope) -> JinjaExpression.text(value)),
                Map.entry("lower", (value, arguments, scope) -> JinjaExpression.text(value)
                        .toLowerCase(Locale.ROOT)),
                Map.entry("upper", (value, arguments, scope) -> JinjaExpression.text(value)
                        .toUpperCase(Locale.ROOT)),
                Map.entry("trim", (value, arguments, scope) -> JinjaExpression.text(value)
                        .strip()),
                Map.entry("replace", (value, arguments, scope) -> JinjaExpression.text(value)
                        .replace(text(arguments, 0), text(arguments, 1))),
                Map.entry("basename", (value, arguments, scope) -> JinjaExpression.text(value)
                        .replaceFirst("^.*/", "")),
                Map.entry("dirname", (value, arguments, scope) -> JinjaExpression.text(value)
                        .replaceFirst("/?[^/]*$", "")),
                Map.entry("first", (value, arguments, scope) -> JinjaOperators.part(list(value), 0)),
                Map.entry(
                        "last",
                        (value, arguments, scope) ->
                                JinjaOperators.part(list(value), list(value).size() - 1)),
                Map.entry("length", (value, arguments, scope) -> list(value).size()),
                Map.entry("count", (value, arguments, scope) -> list(value).size()),
                Map.entry("list", (value, arguments, scope) -> list(value)),
                Map.entry("unique", (value, arguments, scope) -> list(value).stream()
                        .distinct()
                        .toList()),
                Map.entry("join", (value, arguments, scope) -> joined(value, text(arguments, 0))),
                Map.entry(
                        "ternary",
                        (value, arguments, scope) -> argument(arguments, JinjaExpression.isTrue(value) ? 0 : 1)),
                Map.entry("net_ip", Known::address));

        private Known() {}

        private static @Nullable Object fallback(
                @Nullable Object value, List<@Nullable Object> arguments, JinjaExpression.Scope scope) {
            boolean isStrict = arguments.size() > 1 && JinjaExpression.isTrue(arguments.get(1));
            boolean isMissing = value instanceof JinjaExpression.Unset || isStrict && !JinjaExpression.isTrue(value);
            return isMissing ? arguments.isEmpty() ? "" : arguments.getFirst() : value;
        }

        /** Kayobe keeps a host's address in a network under the network's name: {@code admin_net_ips: {gpu0: 10.0.0.7}}. */
        private static @Nullable Object address(
                @Nullable Object network, List<@Nullable Object> arguments, JinjaExpression.Scope scope) {
            Object host = arguments.isEmpty() ? scope.resolve("inventory_hostname") : arguments.getFirst();
            return JinjaOperators.part(scope.resolve(JinjaExpression.text(network) + "_ips"), host);
        }

        private static boolean truth(@Nullable Object value) {
            return value != null && TRUE.contains(JinjaExpression.text(value).toLowerCase(Locale.ROOT));
        }

        private static Object number(@Nullable Object value) {
            String text = JinjaExpression.text(value).strip();
            return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : 0;
        }

        private static Object joined(@Nullable Object value, String between) {
            return list(value).stream().map(JinjaExpression::text).collect(Collectors.joining(between));
        }

        private static List<@Nullable Object> list(@Nullable Object value) {
            return switch (value) {
                case Collection<?> items -> new ArrayList<>(items);
                case Map<?, ?> map -> new ArrayList<>(map.keySet());
                case null, default ->
                    new ArrayList<>(JinjaExpression.text(value)
                            .chars()
                            .mapToObj(c -> String.valueOf((char) c))
                            .toList());
            };
        }

        private static String text(List<@Nullable Object> arguments, int place) {
            return place < arguments.size() ? JinjaExpression.text(arguments.get(place)) : "";
        }

        private static @Nullable Object argument(List<@Nullable Object> arguments, int place) {
            return place < arguments.size() ? arguments.get(place) : null;
        }
    }
}
