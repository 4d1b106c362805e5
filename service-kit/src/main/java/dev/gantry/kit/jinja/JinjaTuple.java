package dev.gantry.kit.jinja;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's tuple: a list like others, which prints itself in round brackets. */
final class JinjaTuple extends AbstractList<@Nullable Object> {

    private final List<@Nullable Object> items;

    private JinjaTuple(List<@Nullable Object> items) {
        this.items = items;
    }

    static JinjaTuple of(@Nullable Object... items) {
        return new JinjaTuple(Collections.unmodifiableList(Arrays.asList(items)));
    }

    @Override
    public @Nullable Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }
}
