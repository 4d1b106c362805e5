package dev.gantry.imagebuilder.openstack;

import dev.gantry.imagebuilder.model.EnvValue;
import dev.gantry.imagebuilder.model.Flaw;
import dev.gantry.imagebuilder.model.GitElements;
import dev.gantry.imagebuilder.model.ImageDefinition;
import dev.gantry.imagebuilder.model.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads {@code openstack_images} and {@code openstack_image_git_elements} as openstack-config and the role os_images have them. */
public final class OpenStackConfig {

    // "{{ image_rocky9_nvidia }}"
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}");
    // "{{ lookup('file' , 'secrets/client_configuration_token_05-30-2023-12-41-40.tok') }}"
    private static final Pattern LOOKUP =
            Pattern.compile("\\{\\{\\s*lookup\\(\\s*['\"]file['\"]\\s*,\\s*['\"]([^'\"]+)['\"]\\s*\\)\\s*\\}\\}");
    private static final String TOKEN_VARIABLE = "DIB_NVIDIA_VGPU_CLIENT_TOKEN";

    private final Map<String, Object> variables;

    private OpenStackConfig(Map<String, Object> variables) {
        this.variables = variables;
    }

    /**
     * The images in their order, each with all Git repositories with elements. A looked-up token file becomes the token of that name.
     * {@code known} are variables that other files of openstack-config hold; those of this file come first.
     *
     * @throws Refusal {@code openstack-config-invalid} naming the path
     */
    public static List<ImageDefinition> read(String yaml, Map<String, String> known) {
        Map<String, Object> variables = new LinkedHashMap<>(known);
        variables.putAll(asMap(parse(yaml), "body"));
        return new OpenStackConfig(variables).images();
    }

    private List<ImageDefinition> images() {
        List<GitElements> git = new ArrayList<>();
        int n = 0;
        for (Object each : asList(variables.get("openstack_image_git_elements"), "openstack_image_git_elements")) {
            git.add(git(asMap(resolve(each), "openstack_image_git_elements[%d]".formatted(n++))));
        }
        List<ImageDefinition> images = new ArrayList<>();
        n = 0;
        for (Object each : asList(variables.get("openstack_images"), "openstack_images")) {
            String path = "openstack_images[%d]".formatted(n++);
            images.add(image(asMap(resolve(each), path), git, path));
        }
        if (images.isEmpty()) {
            throw invalid("openstack_images", "no image", "a list of images");
        }
        return images;
    }

    private ImageDefinition image(Map<String, Object> image, List<GitElements> git, String path) {
        String seenBy = text(image.get("visibility"), isTrue(image.get("is_public")) ? "public" : "private");
        Map<String, EnvValue> env = new LinkedHashMap<>();
        asMap(image.getOrDefault("env", Map.of()), path + ".env")
                .forEach((key, value) -> env.put(key, env(key, resolve(value), path + ".env." + key)));
        Map<String, String> properties = new LinkedHashMap<>();
        asMap(image.getOrDefault("properties", Map.of()), path + ".properties")
                .forEach((key, value) -> properties.put(key, text(resolve(value), "")));
        Object size = image.get("size");
        return new ImageDefinition(
                text(image.get("name"), ""),
                text(image.get("type"), "qcow2"),
                texts(image.get("elements"), path + ".elements"),
                texts(image.get("packages"), path + ".packages"),
                env,
                seenBy,
                properties,
                git,
                size == null ? null : String.valueOf(size),
                text(image.get("architecture"), "amd64"),
                null,
                null,
                List.of(),
                List.of(),
                ImageDefinition.REQUIRED);
    }

    private static EnvValue env(String key, @Nullable Object value, String path) {
        if (value instanceof List<?> items) {
            return new EnvValue.Items(items.stream().map(String::valueOf).toList());
        }
        String text = text(value, "");
        Matcher lookup = LOOKUP.matcher(text);
        if (lookup.matches()) {
            String file = lookup.group(1);
            String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.tok$", "");
            return key.equals(TOKEN_VARIABLE) ? new EnvValue.Token(name) : new EnvValue.File(file);
        }
        if (text.contains("{{") || text.contains("{%")) {
            throw invalid(path, text, "a value, {{ a variable of this file }} or {{ lookup('file', '<path>') }}");
        }
        return new EnvValue.Text(text);
    }

    private GitElements git(Map<String, Object> git) {
        String repo = text(git.get("repo"), "");
        if (repo.isBlank()) {
            throw invalid("openstack_image_git_elements", "no repo", "the address of a Git repository");
        }
        Object local = git.get("local");
        Object below = git.get("elements_path");
        return new GitElements(
                repo,
                local == null ? null : String.valueOf(local),
                text(git.get("version"), "HEAD"),
                below == null ? null : String.valueOf(below));
    }

    /** A value that is nothing but a variable becomes what that variable holds; inside a text it is put in. */
    private @Nullable Object resolve(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        Matcher whole = VARIABLE.matcher(text);
        if (whole.matches()) {
            if (!variables.containsKey(whole.group(1))) {
                throw invalid(whole.group(1), "no such variable in the file", "one of " + variables.keySet());
            }
            return resolve(variables.get(whole.group(1)));
        }
        return VARIABLE.matcher(text).replaceAll(m -> {
            Object found = variables.get(m.group(1));
            return Matcher.quoteReplacement(found instanceof String ? (String) found : m.group());
        });
    }

    private static Object parse(String yaml) {
        try {
            return new Load(LoadSettings.builder().setCodePointLimit(1 << 20).build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw invalid(
                    "body", String.valueOf(e.getMessage()).lines().findFirst().orElse("no YAML"), "YAML");
        }
    }

    private List<String> texts(@Nullable Object value, String path) {
        return asList(value, path).stream().map(v -> text(resolve(v), "")).toList();
    }

    /** Ansible reads YAML 1.1, where {@code True} and {@code yes} are true as well. */
    private static boolean isTrue(@Nullable Object value) {
        return List.of("true", "yes", "on").contains(text(value, "").toLowerCase(Locale.ROOT));
    }

    private static String text(@Nullable Object value, String absent) {
        return value == null ? absent : String.valueOf(value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw invalid(path, String.valueOf(value), "a mapping");
    }

    private static List<?> asList(@Nullable Object value, String path) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw invalid(path, String.valueOf(value), "a list");
    }

    private static Refusal invalid(String path, String found, String wanted) {
        return Refusal.invalid(
                "openstack-config-invalid",
                "openstack-config not readable",
                new Flaw(path, found, wanted, "Correct it and send the file again"));
    }
}
