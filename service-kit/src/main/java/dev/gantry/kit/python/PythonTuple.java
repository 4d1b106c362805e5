package dev.gantry.kit.python;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's tuple: a list like others, which prints itself in round brackets. */
public final class PythonTuple extends AbstractList<@Nullable Object> {

    private final List<@Nullable Object> items;

    private PythonTuple(List<@Nullable Object> items) {
        this.items = items;
    }

    public static PythonTuple of(@Nullable Object... items) {
        return new PythonTuple(Collections.unmodifiableList(Arrays.asList(items)));
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
