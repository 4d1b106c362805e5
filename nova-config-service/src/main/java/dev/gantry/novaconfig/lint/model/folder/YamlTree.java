package dev.gantry.novaconfig.lint.model.folder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** YAML as it was written, with lines counted from 1. */
public sealed interface YamlTree {

    int line();

    /** A text, number or truth, as written. */
    record Scalar(String text, int line) implements YamlTree {}

    /** A list. */
    record Items(List<YamlTree> items, int line) implements YamlTree {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A mapping; keys in the order they were written. */
    record Fields(List<Field> fields, int line) implements YamlTree {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /** One key and its value. */
    record Field(String key, int line, YamlTree value) {}

    default Optional<YamlTree> get(String key) {
        return fieldList().stream()
                .filter(f -> f.key().equals(key))
                .map(Field::value)
                .findFirst();
    }

    default List<Field> fieldList() {
        return this instanceof Fields f ? f.fields() : List.of();
    }

    default List<YamlTree> itemList() {
        return this instanceof Items i ? i.items() : List.of();
    }

    /** The text of a scalar; empty for anything else. */
    default String text() {
        return this instanceof Scalar s ? s.text() : "";
    }

    /** Every field at any depth. */
    default Stream<Field> everyField() {
        return switch (this) {
            case Scalar s -> Stream.empty();
            case Items i -> i.items().stream().flatMap(YamlTree::everyField);
            case Fields f ->
                f.fields().stream()
                        .flatMap(e -> Stream.concat(Stream.of(e), e.value().everyField()));
        };
    }
}
