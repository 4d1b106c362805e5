package dev.gantry.provisioner.model.inspect;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values of an inspection's output are read. What cannot be read is left out, so that one odd device does not hide the host. */
public final class OutputValues {
    private OutputValues() {}

    public static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    public static Optional<Integer> number(@Nullable String text) {
        return text == null || !text.strip().matches("-?[0-9]{1,9}")
                ? Optional.empty()
                : Optional.of(Integer.parseInt(text.strip()));
    }

    public static <T> Optional<T> parsed(Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
