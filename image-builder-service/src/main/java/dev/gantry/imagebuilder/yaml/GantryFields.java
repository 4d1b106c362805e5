package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The key {@code gantry} of an image in openstack-config: what a definition holds and openstack-config has no field for, so that nothing is lost
 * on the way out and back. Its playbooks do not look at it.
 */
record GantryFields(YamlReader file, Map<?, ?> fields, String path) {

    static final String KEY = "gantry";

    private static final Set<String> KNOWN =
            Set.of("driver", "token", "hostGroups", "members", "verification", "env", "gitElements");

    /** Of an image to be written; empty when openstack-config's own fields say everything. */
    static Map<String, Object> of(ImageDefinition image, boolean hasOwnGitElements, Function<GitElements, Object> git) {
        Map<String, Object> fields = new LinkedHashMap<>();
        GuestDriver driver = image.driver();
        if (driver != null) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("bundle", driver.bundle());
            String part = driver.part();
            if (part != null) {
                named.put("part", part);
            }
            named.put("featureType", driver.featureType());
            fields.put("driver", named);
        }
        String token = image.token();
        if (token != null) {
            fields.put("token", token);
        }
        putUnlessEmpty(fields, "hostGroups", image.hostGroups());
        putUnlessEmpty(fields, "members", image.members());
        if (!image.mustBeVerified()) {
            fields.put("verification", image.verification());
        }
        Map<String, Object> env = new LinkedHashMap<>();
        image.env().forEach((name, value) -> reference(value).ifPresent(r -> env.put(name, r)));
        if (!env.isEmpty()) {
            fields.put("env", env);
        }
        if (hasOwnGitElements) {
            fields.put("gitElements", image.gitElements().stream().map(git).toList());
        }
        return fields;
    }

    private static void putUnlessEmpty(Map<String, Object> fields, String key, List<String> values) {
        if (!values.isEmpty()) {
            fields.put(key, values);
        }
    }

    /** What Ansible would fill. */
    private static boolean isExpression(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    /** Values that would be read as something else from what openstack-config writes for them. */
    private static Optional<Map<String, Object>> reference(EnvValue value) {
        return switch (value) {
            case EnvValue.Artifact(String bundle, String part) ->
                Optional.of(Map.of("artifact", new LinkedHashMap<>(Map.of("bundle", bundle, "part", part))));
            case EnvValue.Token(String name) -> Optional.of(Map.of("token", name));
            case EnvValue.File(String path) -> Optional.of(Map.of("file", path));
            case EnvValue.Text(String text) ->
                isExpression(text) ? Optional.of(Map.of("text", text)) : Optional.empty();
            case EnvValue.Items(List<String> items) ->
                items.stream().anyMatch(GantryFields::isExpression)
                        ? Optional.of(Map.of("items", items))
                        : Optional.empty();
        };
    }

    Optional<GuestDriver> driver() {
        if (!fields.containsKey("driver")) {
            return Optional.empty();
        }
        Map<?, ?> driver = map("driver");
        String where = "%s.%s.driver".formatted(path, KEY);
        Object bundle = driver.get("bundle");
        if (bundle == null) {
            throw file.invalid(where + ".bundle", "nothing", "the name of a driver bundle");
        }
        Object part = driver.get("part");
        return Optional.of(new GuestDriver(
                String.valueOf(bundle),
                part == null ? null : String.valueOf(part),
                featureType(driver.get("featureType"), where + ".featureType")));
    }

    private int featureType(@Nullable Object given, String where) {
        String text = given == null ? "1" : String.valueOf(given);
        if (!text.matches("\\d{1,2}")) {
            throw file.invalid(where, text, "a number");
        }
        return Integer.parseInt(text);
    }

    /** Keys that no definition has. */
    List<String> unknown() {
        return fields.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !KNOWN.contains(key))
                .toList();
    }

    Optional<String> token() {
        return Optional.ofNullable(fields.get("token")).map(String::valueOf);
    }

    List<String> hostGroups() {
        return texts("hostGroups");
    }

    List<String> members() {
        return texts("members");
    }

    String verification() {
        Object given = fields.get("verification");
        return given == null ? ImageDefinition.REQUIRED : String.valueOf(given);
    }

    Optional<EnvValue> env(String name) {
        if (!fields.containsKey("env") || !map("env").containsKey(name)) {
            return Optional.empty();
        }
        String where = "%s.%s.env.%s".formatted(path, KEY, name);
        Map<?, ?> value = file.map(map("env").get(name), where);
        if (value.get("artifact") instanceof Map<?, ?> artifact) {
            return Optional.of(new EnvValue.Artifact(
                    String.valueOf(artifact.get("bundle")), String.valueOf(artifact.get("part"))));
        }
        if (value.get("items") instanceof List<?> items) {
            return Optional.of(
                    new EnvValue.Items(items.stream().map(String::valueOf).toList()));
        }
        if (value.get("token") instanceof String token) {
            return Optional.of(new EnvValue.Token(token));
        }
        if (value.get("file") instanceof String named) {
            return Optional.of(new EnvValue.File(named));
        }
        if (value.get("text") instanceof String text) {
            return Optional.of(new EnvValue.Text(text));
        }
        throw file.invalid(where, String.valueOf(value), "one of artifact, token, file, text and items");
    }

    Optional<List<GitElements>> gitElements(Function<Map<?, ?>, GitElements> reader) {
        if (!fields.containsKey("gitElements")) {
            return Optional.empty();
        }
        String where = "%s.%s.gitElements".formatted(path, KEY);
        List<GitElements> git = new ArrayList<>();
        file.list(fields.get("gitElements"), where).forEach(g -> git.add(reader.apply(file.map(g, where))));
        return Optional.of(git);
    }

    private Map<?, ?> map(String key) {
        return file.map(fields.get(key), "%s.%s.%s".formatted(path, KEY, key));
    }

    private List<String> texts(String key) {
        return file.list(fields.get(key), "%s.%s.%s".formatted(path, KEY, key)).stream()
                .map(String::valueOf)
                .toList();
    }
}
