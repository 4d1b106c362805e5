package dev.gantry.kit.jinja.filter;

import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A filter of Jinja, Ansible or kayobe that inventories use for addresses, paths, switches and lists. */
@FunctionalInterface
public interface JinjaFilter {

    @Nullable
    Object apply(@Nullable Object value, JinjaArguments arguments, JinjaExpression.Scope scope);

    static Optional<JinjaFilter> named(String name) {
        return Optional.ofNullable(Known.FILTERS.get(name));
    }

    /** All of them by name. */
    final class Known {

        private static final Map<String, JinjaFilter> FILTERS = new HashMap<>();

        static {
            Stream.of(
                            ValueFilters.ALL,
                            TextFilters.ALL,
                            ListFilters.ALL,
                            SetFilters.ALL,
                            SelectFilters.ALL,
                            MapFilters.ALL,
                            RegexFilters.ALL,
                            EncodingFilters.ALL,
                            KayobeFilters.ALL)
                    .forEach(FILTERS::putAll);
        }

        private Known() {}
    }
}
