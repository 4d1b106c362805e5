package dev.gantry.inventory.api.request;

import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.kit.http.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the words of requests; what is not known is refused with what is. */
public final class RequestParser {

    private RequestParser() {}

    public static @Nullable HostState state(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        return Arrays.stream(HostState.values())
                .filter(s -> s.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> unknown("state", word, "one of " + Arrays.toString(HostState.values())));
    }

    /** A constant as people write it: lower case, {@code -} for {@code _}. */
    public static <E extends Enum<E>> E enumOf(Class<E> type, String field, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> written(e).equals(word))
                .findFirst()
                .orElseThrow(() -> unknown(
                        field,
                        word,
                        Arrays.stream(type.getEnumConstants())
                                .map(RequestParser::written)
                                .collect(Collectors.joining(", ", "one of ", ""))));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static @Nullable Flag flag(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        String known = Arrays.stream(Flag.values()).map(Flag::word).collect(Collectors.joining(", "));
        return Flag.ofWord(word).orElseThrow(() -> unknown("flag", word, "one of " + known));
    }

    /** The PCI product ids of a card by its model, or by one of its ids; null when no card is named. */
    public static @Nullable List<String> products(@Nullable String card) {
        if (card == null || card.isEmpty()) {
            return null;
        }
        String id = card.toLowerCase(Locale.ROOT).replaceFirst("^(10de:|0x)", "");
        if (id.matches("[0-9a-f]{4}")) {
            return List.of(id);
        }
        VgpuCatalogue catalogue = VgpuCatalogue.bundled();
        String known = catalogue.cards().stream().map(CardModel::suffix).collect(Collectors.joining(", "));
        return catalogue
                .bySuffix(card.toUpperCase(Locale.ROOT))
                .map(CardModel::productIds)
                .orElseThrow(() -> unknown("card", card, "a PCI product id, or " + known));
    }

    /** By name; a label without a value takes any. */
    public static Map<String, String> labels(List<String> words) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String word : words) {
            int at = word.indexOf('=');
            if (at == 0 || word.isEmpty()) {
                throw unknown("label", word, "name=value, or name");
            }
            labels.put(at < 0 ? word : word.substring(0, at), at < 0 ? "" : word.substring(at + 1));
        }
        return labels;
    }

    public static String sort(String word) {
        if (!word.matches("-?(name|state|since|version)")) {
            throw unknown("sort", word, "name, state, since or version, with - before it for falling order");
        }
        return word;
    }

    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw Problem.of(400, "body-missing", "Body missing", "Send a body; /q/openapi tells what it holds.")
                    .asException();
        }
        return body;
    }

    private static dev.gantry.kit.http.ProblemException unknown(String field, String found, String expected) {
        return HostProblems.invalid(
                "filter-invalid",
                "Filter not valid",
                List.of(Violation.of(field, found, expected, "Correct the query.")));
    }
}
