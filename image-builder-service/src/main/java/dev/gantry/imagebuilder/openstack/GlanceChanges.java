package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The differences between an image as Glance shows it and as it is expected, as a JSON patch; empty when there are none. */
final class GlanceChanges {

    /** Names of the properties that were set from a definition, so that one which it no longer has is taken away. */
    static final String OURS = "gantry_properties";

    private GlanceChanges() {}

    static List<Map<String, Object>> of(JsonNode image, ListedImage expected) {
        List<Map<String, Object>> changes = new ArrayList<>();
        String visibility = expected.visibility();
        replace(changes, image, "name", expected.name());
        if (visibility != null) {
            replace(changes, image, "visibility", visibility);
            properties(changes, image, expected.properties());
        }
        if (image.path("os_hidden").asBoolean() != expected.isHidden()) {
            changes.add(Map.of("op", "replace", "path", "/os_hidden", "value", expected.isHidden()));
        }
        return changes;
    }

    /** In the order of their names. */
    static String names(Map<String, String> properties) {
        return String.join(",", new TreeSet<>(properties.keySet()));
    }

    private static void replace(List<Map<String, Object>> changes, JsonNode image, String field, String value) {
        if (!image.path(field).asText().equals(value)) {
            changes.add(Map.of("op", "replace", "path", "/" + field, "value", value));
        }
    }

    private static void properties(List<Map<String, Object>> changes, JsonNode image, Map<String, String> expected) {
        new TreeMap<>(expected).forEach((name, value) -> {
            Object typed = GlanceClient.typed(name, value);
            if (!image.path(name).asText().equals(String.valueOf(typed))) {
                changes.add(Map.of("op", "add", "path", pointer(name), "value", typed));
            }
        });
        Arrays.stream(image.path(OURS).asText().split(","))
                .filter(name -> !name.isEmpty() && !expected.containsKey(name) && image.has(name) && isFree(name))
                .forEach(name -> changes.add(Map.of("op", "remove", "path", pointer(name))));
        if (!image.path(OURS).asText().equals(names(expected))) {
            changes.add(Map.of("op", "add", "path", "/" + OURS, "value", names(expected)));
        }
    }

    /** RFC 6901: a property may be called {@code hw/model}. */
    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** What every image has cannot be removed, and what was made out by ourselves stays. */
    private static boolean isFree(String name) {
        return !List.of("min_disk", "min_ram", "protected", "os_hidden", "cpu_arch", "gantry_sha256", "gantry_build")
                .contains(name);
    }
}
