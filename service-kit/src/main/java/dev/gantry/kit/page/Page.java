package dev.gantry.kit.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shape of every list. {@code next} is the cursor to send for the following page, null on the last; {@code total} counts what the
 * filters leave, on all pages; null where a list is put together from several.
 */
public record Page<T>(
        List<T> items, @Nullable String next, @Nullable Long total) {

    public Page {
        items = List.copyOf(items);
    }

    /** A list that is short and comes whole. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null, (long) items.size());
    }

    /** Cuts {@code limit + 1} rows read from the store into a page. */
    public static <T> Page<T> of(List<T> rows, int limit, @Nullable Long total, Function<T, String> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null, total);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, Cursor.encode(position.apply(items.get(limit - 1))), total);
    }

    /** The same page of something made from each item. */
    public <U> Page<U> map(Function<T, U> made) {
        return new Page<>(items.stream().map(made).toList(), next, total);
    }
}
