package dev.gantry.inventory.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Variables of one layer by name, and the file that each came from; a variable set by REST has no file. */
public record Variables(SortedMap<String, Object> values, SortedMap<String, String> files) {

    private static final Variables NONE = new Variables(new TreeMap<>(), new TreeMap<>());

    public Variables {
        SortedMap<String, Object> normal = new TreeMap<>(Values.normalMap(values));
        SortedMap<String, String> known = new TreeMap<>(files);
        known.keySet().retainAll(normal.keySet());
        values = Collections.unmodifiableSortedMap(normal);
        files = Collections.unmodifiableSortedMap(known);
    }

    public static Variables none() {
        return NONE;
    }

    public static Variables of(Map<String, ?> values) {
        return new Variables(new TreeMap<>(values), new TreeMap<>());
    }

    /** These, with another file's variables over them: a whole value replaces a whole value. */
    public Variables with(Map<String, ?> others, String file) {
        SortedMap<String, Object> merged = new TreeMap<>(values);
        SortedMap<String, String> origin = new TreeMap<>(files);
        others.forEach((name, value) -> {
            merged.put(name, value);
            origin.put(name, file);
        });
        return new Variables(merged, origin);
    }

    /** These, with others over them. */
    public Variables with(Variables others) {
        SortedMap<String, Object> merged = new TreeMap<>(values);
        SortedMap<String, String> origin = new TreeMap<>(files);
        origin.keySet().removeAll(others.values.keySet());
        merged.putAll(others.values);
        origin.putAll(others.files);
        return new Variables(merged, origin);
    }

    public Variables without(Collection<String> names) {
        SortedMap<String, Object> kept = new TreeMap<>(values);
        kept.keySet().removeAll(names);
        return new Variables(kept, files);
    }

    public @Nullable String file(String name) {
        return files.get(name);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
