package dev.gantry.kit.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which fields of an answer are wanted; a field that has fields is wanted whole unless some of them are named. */
final class FieldSelection {

    // name,state   spec.address,flags.flag
    private static final Pattern NAMES = Pattern.compile("[\\w-]+(\\.[\\w-]+)*(,[\\w-]+(\\.[\\w-]+)*)*");
    private static final String ITEMS = "items";

    private final Map<String, FieldSelection> wanted = new TreeMap<>();

    private FieldSelection() {}

    /** Empty when it is no list of names. @param text sample: {@code name,spec.address} */
    static Optional<FieldSelection> parse(String text) {
        if (!NAMES.matcher(text).matches()) {
            return Optional.empty();
        }
        FieldSelection selection = new FieldSelection();
        for (String path : text.split(",")) {
            FieldSelection at = selection;
            for (String name : path.split("\\.")) {
                at = at.wanted.computeIfAbsent(name, missing -> new FieldSelection());
            }
        }
        return Optional.of(selection);
    }

    /** Of a page the items are cut, and the page itself stays; of an array its elements. */
    JsonNode of(JsonNode answer) {
        if (answer instanceof ObjectNode page && page.path(ITEMS).isArray() && !wanted.containsKey(ITEMS)) {
            ObjectNode cut = page.deepCopy();
            cut.set(ITEMS, select(page.path(ITEMS)));
            return cut;
        }
        return select(answer);
    }

    private JsonNode select(JsonNode value) {
        if (wanted.isEmpty()) {
            return value;
        }
        if (value.isArray()) {
            ArrayNode cut = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> cut.add(select(element)));
            return cut;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode cut = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(field -> {
            FieldSelection inside = wanted.get(field.getKey());
            if (inside != null) {
                cut.set(field.getKey(), inside.select(field.getValue()));
            }
        });
        return cut;
    }
}
