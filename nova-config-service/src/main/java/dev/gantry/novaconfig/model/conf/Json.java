package dev.gantry.novaconfig.model.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as Nova reads it in its options: what Python's {@code json.loads} takes, nothing more. */
public sealed interface Json {

    /** A string. */
    record Text(String value) implements Json {}

    /** A number as written, with Python's {@code NaN} and {@code Infinity}. */
    record Number(String value) implements Json {}

    /** {@code true} or {@code false}. */
    record Truth(boolean value) implements Json {}

    /** {@code null}. */
    record Nothing() implements Json {}

    /** A list. */
    record Items(List<Json> items) implements Json {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A dictionary; of a key that is repeated the last value counts. */
    record Members(Map<String, Json> members) implements Json {
        public Members {
            members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** Empty where the key is missing or its value is no string. */
        public Optional<String> text(String key) {
            return members.get(key) instanceof Text t ? Optional.of(t.value()) : Optional.empty();
        }
    }

    /** Empty when it is not JSON. */
    static Optional<Json> parse(String text) {
        return new JsonReader(text).read();
    }

    /** What a person calls it: {@code a list}. */
    default String kind() {
        return switch (this) {
            case Text t -> "a string";
            case Number n -> "a number";
            case Truth t -> "a truth value";
            case Nothing n -> "null";
            case Items i -> "a list";
            case Members m -> "a dictionary";
        };
    }
}
