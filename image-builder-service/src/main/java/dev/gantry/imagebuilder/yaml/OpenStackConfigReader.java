package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code openstack_images} and {@code openstack_image_git_elements} as openstack-config and the role os_images have them. */
public final class OpenStackConfigReader {

    // "{{ image_rocky9_nvidia }}"
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}");
    // "{{ lookup('file' , 'secrets/client_configuration_token_05-30-2023-12-41-40.tok') }}"
    private static final Pattern LOOKUP = Pattern.compile(
            "\\{\\{\\s*(?:ansible\\.builtin\\.)?lookup\\(\\s*['\"](?:ansible\\.builtin\\.)?file['\"]\\s*,\\s*['\"]([^'\"]+)['\"]\\s*\\)\\s*\\}\\}");
    private static final String TOKEN_VARIABLE = "DIB_NVIDIA_VGPU_CLIENT_TOKEN";

    private static final YamlReader FILE = new YamlReader(
            "openstack-config-invalid", "openstack-config not readable", "Correct it and send the file again", 1 << 20);

    private final Map<String, @Nullable Object> variables;
    private final Map<String, @Nullable Object> resolved = new HashMap<>();

    private OpenStackConfigReader(Map<String, @Nullable Object> variables) {
        this.variables = variables;
    }

    /**
     * The images in their order, each with all Git repositories with elements. A looked-up token file becomes the token of that name.
     * {@code known} are variables that other files of openstack-config hold; those of this file come first.
     *
     * @throws ProblemException {@code openstack-config-invalid} naming the path
     */
    public static List<ImageDefinition> read(String yaml, Map<String, String> known) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(known);
        FILE.read(yaml).forEach((name, value) -> variables.put(String.valueOf(name), value));
        return new OpenStackConfigReader(variables).images();
    }

    /**
     * An item of {@code openstack_images}: what it defines, or why it cannot be taken.
     *
     * @param where such as {@code openstack_images[2]}
     * @param name as far as it can be read
     */
    public record Item(String where, String name, Optional<ImageDefinition> image, List<Violation> violations) {

        public Item {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Every item by itself: one that cannot be taken is named with its reason and does not keep the others out.
     *
     * @throws ProblemException {@code openstack-config-invalid} when the file as a whole cannot be read
     */
    public static List<Item> readItems(String yaml, Map<String, String> known) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(known);
        FILE.read(yaml).forEach((name, value) -> variables.put(String.valueOf(name), value));
        return new OpenStackConfigReader(variables).items();
    }

    private List<Item> items() {
        List<GitElements> git = gitElements();
        List<Item> items = new ArrayList<>();
        for (Object each : FILE.list(variables.get("openstack_images"), "openstack_images")) {
            items.add(item(each, git, "openstack_images[%d]".formatted(items.size())));
        }
        if (items.isEmpty()) {
            throw FILE.invalid("openstack_images", "no image", "a list of images");
        }
        return items;
    }

    private Item item(@Nullable Object value, List<GitElements> git, String path) {
        String name = String.valueOf(value);
        try {
            Map<?, ?> map = FILE.map(resolve(value), path);
            name = String.valueOf(map.get("name"));
            ImageDefinition image = image(map, git, path).checked();
            return new Item(path, image.name(), Optional.of(image), List.of());
        } catch (ProblemException e) {
            List<Violation> violations = e.violations().stream()
                    .map(v -> v.where().startsWith(path)
                            ? v
                            : new Violation(path + "." + v.where(), v.found(), v.expected(), v.fix()))
                    .toList();
            return new Item(path, name, Optional.empty(), violations);
        }
    }

    private List<ImageDefinition> images() {
        List<GitElements> git = gitElements();
        List<ImageDefinition> images = new ArrayList<>();
        int n = 0;
        for (Object each : FILE.list(variables.get("openstack_images"), "openstack_images")) {
            String path = "openstack_images[%d]".formatted(n++);
            images.add(image(FILE.map(resolve(each), path), git, path));
        }
        if (images.isEmpty()) {
            throw FILE.invalid("openstack_images", "no image", "a list of images");
        }
        return images;
    }

    private List<GitElements> gitElements() {
        List<GitElements> git = new ArrayList<>();
        int n = 0;
        for (Object each : FILE.list(variables.get("openstack_image_git_elements"), "openstack_image_git_elements")) {
            git.add(git(FILE.map(resolve(each), "openstack_image_git_elements[%d]".formatted(n++))));
        }
        return git;
    }

    private ImageDefinition image(Map<?, ?> image, List<GitElements> git, String path) {
        if (image.containsKey("image_url")) {
            throw FILE.invalid(
                    path + ".image_url", "an image that is downloaded", "an image that is built from elements");
        }
        GantryFields ours = new GantryFields(FILE, part(image, GantryFields.KEY, path), path);
        String seenBy = text(image, "visibility", isTrue(image.get("is_public")) ? "public" : "private");
        Map<String, EnvValue> env = new LinkedHashMap<>();
        part(image, "env", path).forEach((key, value) -> {
            String name = String.valueOf(key);
            env.put(name, ours.env(name).orElseGet(() -> env(name, resolve(value), path + ".env." + name)));
        });
        ours.token().ifPresent(token -> env.remove(TOKEN_VARIABLE));
        Map<String, String> properties = new LinkedHashMap<>();
        part(image, "properties", path)
                .forEach((key, value) -> properties.put(String.valueOf(key), text(resolve(value), "")));
        return new ImageDefinition(
                text(image, "name", ""),
                text(image, "type", "qcow2"),
                texts(image.get("elements"), path + ".elements"),
                texts(image.get("packages"), path + ".packages"),
                env,
                seenBy,
                properties,
                ours.gitElements(this::git).orElse(git),
                image.get("size") == null ? null : text(image, "size", ""),
                text(image, "architecture", "amd64"),
                ours.driver().orElse(null),
                ours.token().orElse(null),
                ours.hostGroups(),
                ours.members(),
                ours.verification());
    }

    /** As it stands, or a variable that holds all of it. */
    private Map<?, ?> part(Map<?, ?> image, String key, String path) {
        return image.containsKey(key) ? FILE.map(resolve(image.get(key)), path + "." + key) : Map.of();
    }

    private EnvValue env(String key, @Nullable Object value, String path) {
        if (value instanceof List<?> items) {
            return new EnvValue.Items(
                    items.stream().map(item -> plain(resolve(item), path)).toList());
        }
        if (value instanceof YamlReader.Unreadable unreadable) {
            throw FILE.invalid(path, "a value under " + unreadable, "a value that is written out, or a looked-up file");
        }
        String text = text(value, "");
        Matcher lookup = LOOKUP.matcher(text);
        if (lookup.matches()) {
            String file = lookup.group(1);
            String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.tok$", "");
            return key.equals(TOKEN_VARIABLE) ? new EnvValue.Token(name) : new EnvValue.File(file);
        }
        return new EnvValue.Text(plain(text, path));
    }

    private static String plain(@Nullable Object value, String path) {
        String text = text(value, "");
        if (text.contains("{{") || text.contains("{%")) {
            throw FILE.invalid(path, text, "a value, {{ a variable of this file }} or {{ lookup('file', '<path>') }}");
        }
        return text;
    }

    private GitElements git(Map<?, ?> git) {
        String repo = text(git, "repo", "");
        if (repo.isBlank()) {
            throw FILE.invalid("openstack_image_git_elements", "no repo", "the address of a Git repository");
        }
        return new GitElements(
                repo,
                git.get("local") == null ? null : String.valueOf(git.get("local")),
                text(git, "version", "HEAD"),
                git.get("elements_path") == null ? null : text(git, "elements_path", ""));
    }

    private @Nullable Object resolve(@Nullable Object value) {
        return resolve(value, List.of());
    }

    /** A value that is nothing but a variable becomes what that variable holds; inside a text it is put in, if the file has it. */
    private @Nullable Object resolve(@Nullable Object value, List<String> way) {
        if (!(value instanceof String text)) {
            return value;
        }
        Matcher whole = VARIABLE.matcher(text);
        if (whole.matches()) {
            return variable(whole.group(1), way);
        }
        StringBuilder filled = new StringBuilder();
        Matcher each = VARIABLE.matcher(text);
        while (each.find()) {
            String name = each.group(1);
            Object found = variables.containsKey(name) ? variable(name, way) : null;
            each.appendReplacement(
                    filled, Matcher.quoteReplacement(found instanceof String ? (String) found : each.group()));
            if (filled.length() > FILE.largest()) {
                throw FILE.invalid(name, "a text that grows without end", "at most " + FILE.largest() + " characters");
            }
        }
        return each.appendTail(filled).toString();
    }

    /** Each once: variables that double each other would take for ever. */
    private @Nullable Object variable(String name, List<String> way) {
        if (!variables.containsKey(name)) {
            throw FILE.invalid(name, "no such variable in the file", "one of " + variables.keySet());
        }
        if (way.contains(name)) {
            throw FILE.invalid(name, "a variable that leads back to itself", "a value");
        }
        if (!resolved.containsKey(name)) {
            List<String> further = Stream.concat(way.stream(), Stream.of(name)).toList();
            resolved.put(name, resolve(variables.get(name), further));
        }
        return resolved.get(name);
    }

    private List<String> texts(@Nullable Object value, String path) {
        return FILE.list(value, path).stream().map(v -> text(resolve(v), "")).toList();
    }

    private String text(Map<?, ?> map, String key, String absent) {
        return text(resolve(map.get(key)), absent);
    }

    /** Ansible reads YAML 1.1, where {@code True} and {@code yes} are true as well. */
    private static boolean isTrue(@Nullable Object value) {
        return List.of("true", "yes", "on").contains(text(value, "").toLowerCase(Locale.ROOT));
    }

    private static String text(@Nullable Object value, String absent) {
        if (value instanceof YamlReader.Unreadable unreadable) {
            throw FILE.invalid("value", "a value under " + unreadable, "a value that is written out");
        }
        return value == null ? absent : String.valueOf(value);
    }
}
