package dev.gantry.inventory.model.variables;

import dev.gantry.inventory.model.text.NormalValues;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Variables of one layer by name, and the file that each came from; a variable set by REST has no file. */
public record Variables(SortedMap<String, Object> values, SortedMap<String, String> files) {

    // ansible_ssh_pass   vault_kolla_passwords   pulp_password   not gantry_passthrough
    private static final Pattern SECRET = Pattern.compile(
            "(.*_)?(pass|passwd|password|passwords|passphrase|secret|secrets|token|tokens|private_key|api_key)(_.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Variables NONE = new Variables(new TreeMap<>(), new TreeMap<>());

    public Variables {
        SortedMap<String, Object> normal = new TreeMap<>(NormalValues.normalMap(values));
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

    /** Those of the files that fit; a variable set by REST has the file {@code ""} here. */
    public Variables of(Predicate<String> file) {
        SortedMap<String, Object> kept = new TreeMap<>(values);
        kept.keySet().removeIf(name -> !file.test(files.getOrDefault(name, "")));
        return new Variables(kept, files);
    }

    public Variables without(String name) {
        SortedMap<String, Object> kept = new TreeMap<>(values);
        kept.remove(name);
        return new Variables(kept, files);
    }

    /** What a name calls a secret stays where it was written: {@code ansible_become_password}, {@code registry_token}. */
    public Variables withoutSecrets() {
        SortedMap<String, Object> kept = new TreeMap<>(values);
        kept.keySet().removeIf(name -> SECRET.matcher(name).matches());
        return new Variables(kept, files);
    }

    public @Nullable String file(String name) {
        return files.get(name);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
