package dev.gantry.novaconfig.model.lint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** YAML as it was written, with lines counted from 1. */
public sealed interface Tree {

    int line();

    /** A text, number or truth, as written. */
    record Scalar(String text, int line) implements Tree {}

    /** A list. */
    record Items(List<Tree> items, int line) implements Tree {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A mapping; keys in the order they were written. */
    record Fields(List<Field> fields, int line) implements Tree {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /** One key and its value. */
    record Field(String key, int line, Tree value) {}

    default Optional<Tree> get(String key) {
        return fieldList().stream()
                .filter(f -> f.key().equals(key))
                .map(Field::value)
                .findFirst();
    }

    default List<Field> fieldList() {
        return this instanceof Fields f ? f.fields() : List.of();
    }

    default List<Tree> itemList() {
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
            case Items i -> i.items().stream().flatMap(Tree::everyField);
            case Fields f ->
                f.fields().stream()
                        .flatMap(e -> Stream.concat(Stream.of(e), e.value().everyField()));
        };
    }
}
