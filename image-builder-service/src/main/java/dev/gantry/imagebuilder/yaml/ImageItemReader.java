package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one item of {@code openstack_images}: fields of the role os_images, and ours. Keeps what should be told about it. */
final class ImageItemReader {

    // "{{ lookup('file' , 'secrets/client_configuration_token_05-30-2023-12-41-40.tok') }}"
    private static final Pattern LOOKUP = Pattern.compile(
            "\\{\\{-?\\s*(?:ansible\\.builtin\\.)?lookup\\(\\s*['\"](?:ansible\\.builtin\\.)?file['\"]\\s*,\\s*['\"]([^'\"]+)['\"]\\s*\\)"
                    + "\\s*(?:\\|\\s*trim\\s*)?-?\\}\\}\\s*");
    private static final String TOKEN_VARIABLE = "DIB_NVIDIA_VGPU_CLIENT_TOKEN";
    private static final Set<String> FIELDS = Set.of(
            "name",
            "type",
            "elements",
            "packages",
            "env",
            "visibility",
            "is_public",
            "properties",
            "size",
            "architecture",
            GantryFields.KEY);

    private final YamlReader file;
    private final AnsibleFile source;
    private final ConfigVariables variables;
    private final List<String> warnings = new ArrayList<>();

    ImageItemReader(YamlReader file, AnsibleFile source, ConfigVariables variables) {
        this.file = file;
        this.source = source;
        this.variables = variables;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    ImageDefinition read(Map<?, ?> image, List<GitElements> git, String path) {
        if (image.containsKey("image_url")) {
            throw file.invalid(
                    path + ".image_url", "an image that is downloaded", "an image that is built from elements");
        }
        doubled(image, "");
        image.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !FIELDS.contains(key))
                .forEach(key -> warnings.add("%s is not taken: a definition has no such field".formatted(key)));
        GantryFields ours = new GantryFields(file, part(image, GantryFields.KEY, path), path);
        ours.unknown()
                .forEach(key -> warnings.add("gantry.%s is not taken: a definition has no such field".formatted(key)));
        return new ImageDefinition(
                text(image, "name", path, ""),
                text(image, "type", path, "qcow2"),
                texts(image, "elements", path),
                texts(image, "packages", path),
                env(image, ours, path),
                visibility(image, path),
                properties(image, path),
                ours.gitElements(g -> git(g, path + ".gantry.gitElements")).orElse(git),
                value(image, "size", path) == null ? null : text(image, "size", path, ""),
                text(image, "architecture", path, "amd64"),
                ours.driver().orElse(null),
                ours.token().orElse(null),
                ours.hostGroups(),
                ours.members(),
                ours.verification());
    }

    private void doubled(Object mapping, String below) {
        source.doubled(mapping)
                .forEach(key -> warnings.add("%s%s stands twice; the last one counts".formatted(below, key)));
    }

    private Map<String, EnvValue> env(Map<?, ?> image, GantryFields ours, String path) {
        Map<String, EnvValue> env = new LinkedHashMap<>();
        Map<?, ?> given = part(image, "env", path);
        doubled(given, "env.");
        given.forEach((key, value) -> {
            String name = String.valueOf(key);
            env.put(name, ours.env(name).orElseGet(() -> env(name, value, path + ".env." + name)));
        });
        ours.token().ifPresent(token -> env.remove(TOKEN_VARIABLE));
        return env;
    }

    private EnvValue env(String name, @Nullable Object given, String path) {
        Object written = placed(path, () -> variables.followed(given));
        if (written instanceof String text) {
            Matcher lookup = LOOKUP.matcher(text);
            if (lookup.matches()) {
                String named = lookup.group(1);
                String token = named.substring(named.lastIndexOf('/') + 1).replaceFirst("\\.tok$", "");
                return name.equals(TOKEN_VARIABLE) ? new EnvValue.Token(token) : new EnvValue.File(named);
            }
        }
        Object value = filled(written, path);
        if (value instanceof List<?> items) {
            return new EnvValue.Items(
                    items.stream().map(item -> text(filled(item, path), path)).toList());
        }
        if (value == null) {
            warnings.add("env.%s has no value and is empty here; Ansible hands over the word None".formatted(name));
            return new EnvValue.Text("");
        }
        return new EnvValue.Text(text(value, path));
    }

    private Map<String, String> properties(Map<?, ?> image, String path) {
        Map<String, String> properties = new LinkedHashMap<>();
        part(image, "properties", path).forEach((key, value) -> {
            String name = String.valueOf(key);
            Object filled = filled(value, path + ".properties." + name);
            if (filled == null) {
                warnings.add("properties.%s has no value and is left out".formatted(name));
            } else {
                properties.put(name, text(filled, path + ".properties." + name));
            }
        });
        return properties;
    }

    /** The role makes public what says nothing; here that has to be said. */
    private String visibility(Map<?, ?> image, String path) {
        if (value(image, "visibility", path) != null) {
            return text(image, "visibility", path, "");
        }
        if (value(image, "is_public", path) != null) {
            return isTrue(text(image, "is_public", path, "")) ? "public" : "private";
        }
        warnings.add("neither visibility nor is_public is given: private here, while os_images makes it"
                + " what os_images_visibility says, which is public unless set");
        return "private";
    }

    /** Ansible reads {@code "True"} and {@code "yes"} as true as well. */
    private static boolean isTrue(String text) {
        return Set.of("true", "yes", "on", "1").contains(text.toLowerCase(Locale.ROOT));
    }

    GitElements git(Map<?, ?> git, String path) {
        String repo = text(git, "repo", path, "");
        if (repo.isBlank()) {
            throw file.invalid(path + ".repo", "no repo", "the address of a Git repository");
        }
        // the folder of the checkout is ours to choose; what the file says is kept for the way back
        Object local = git.get("local");
        return new GitElements(
                repo,
                local == null ? null : String.valueOf(local),
                text(git, "version", path, "HEAD"),
                value(git, "elements_path", path) == null ? null : text(git, "elements_path", path, ""));
    }

    /** As it stands, or a variable that holds all of it. */
    private Map<?, ?> part(Map<?, ?> image, String key, String path) {
        Object value = value(image, key, path);
        return value == null ? Map.of() : file.map(value, path + "." + key);
    }

    private @Nullable Object value(Map<?, ?> image, String key, String path) {
        return filled(image.get(key), path + "." + key);
    }

    private List<String> texts(Map<?, ?> image, String key, String path) {
        List<?> items = file.list(value(image, key, path), path + "." + key);
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            String at = "%s.%s[%d]".formatted(path, key, texts.size());
            texts.add(text(filled(item, at), at));
        }
        return texts;
    }

    private String text(Map<?, ?> map, String key, String path, String absent) {
        Object value = value(map, key, path);
        return value == null ? absent : text(value, path + "." + key);
    }

    /** As Ansible prints it: {@code True}, {@code 1.1}. */
    private String text(@Nullable Object value, String path) {
        if (value instanceof Map || value instanceof List) {
            throw file.invalid(path, "a list or mapping", "a text or a number");
        }
        return value == null ? "" : JinjaExpression.text(value);
    }

    @Nullable
    Object filled(@Nullable Object value, String path) {
        return placed(path, () -> variables.filled(value));
    }

    private @Nullable Object placed(String path, java.util.function.Supplier<@Nullable Object> reading) {
        try {
            return reading.get();
        } catch (EvaluationException e) {
            throw file.invalid(path, e.found(), e.expected());
        }
    }
}
