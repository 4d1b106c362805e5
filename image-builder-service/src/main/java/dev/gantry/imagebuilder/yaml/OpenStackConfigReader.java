package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.kit.jinja.value.JinjaExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code openstack_images} and {@code openstack_image_git_elements} as openstack-config has them, or {@code os_images_list} and
 * {@code os_images_git_elements} as the role os_images has them.
 */
public final class OpenStackConfigReader {

    private static final List<String> IMAGES = List.of("openstack_images", "os_images_list");
    private static final List<String> GIT = List.of("openstack_image_git_elements", "os_images_git_elements");
    /** What the role adds to every image; here the service's own settings do. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "os_images_common",
            "gantry.image-builder.builds.common-elements",
            "os_images_elements",
            "gantry.image-builder.builds.elements-path",
            "os_images_common_properties",
            "the properties of each image");

    private static final YamlReader FILE = new YamlReader(
            "openstack-config-invalid", "openstack-config not readable", "Correct it and send the file again", 1 << 20);

    private final AnsibleFile source;
    private final Map<String, @Nullable Object> known;
    private final ConfigVariables variables;

    private OpenStackConfigReader(AnsibleFile source, Map<String, @Nullable Object> known) {
        this.source = source;
        this.known = known;
        this.variables = new ConfigVariables(known);
    }

    /**
     * An item of {@code openstack_images}: what it defines, or why it cannot be taken.
     *
     * @param where such as {@code openstack_images[2]}
     * @param name as far as it can be read
     * @param warnings what of it is not taken, or counts otherwise than with Ansible
     */
    public record Item(
            String where,
            String name,
            Optional<ImageDefinition> image,
            List<Violation> violations,
            List<String> warnings) {

        public Item {
            violations = List.copyOf(violations);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Every item by itself: one that cannot be taken is named with its reason and does not keep the others out. A looked-up token file becomes
     * the token of that name. {@code elsewhere} are variables that other files of openstack-config hold; those of this file come first.
     *
     * @throws ProblemException {@code openstack-config-invalid} when the file as a whole cannot be read
     */
    public static List<Item> readItems(String yaml, Map<String, String> elsewhere) {
        AnsibleFile source = AnsibleFile.read(FILE, yaml);
        Map<String, @Nullable Object> known = new LinkedHashMap<>(elsewhere);
        known.putAll(source.variables());
        return new OpenStackConfigReader(source, known).items();
    }

    private List<Item> items() {
        String list = firstOf(IMAGES).orElseThrow(this::noImages);
        List<GitElements> git = gitElements();
        Map<String, String> places = new HashMap<>();
        List<Item> items = new ArrayList<>();
        for (Object each : list(list)) {
            Item item = item(each, git, "%s[%d]".formatted(list, items.size()));
            String before = places.putIfAbsent(item.name(), item.where());
            boolean isSecond = before != null && item.image().isPresent();
            items.add(isSecond ? twice(item, before) : item);
        }
        if (items.isEmpty()) {
            throw FILE.invalid(list, "no image", "a list of images");
        }
        return items;
    }

    private Item item(@Nullable Object value, List<GitElements> git, String path) {
        ImageItemReader reader = new ImageItemReader(FILE, source, variables);
        String name = value instanceof String text ? text : "";
        try {
            Map<?, ?> map = FILE.map(reader.filled(value, path), path);
            name = map.get("name") instanceof JinjaExpression.Unset ? "" : String.valueOf(map.get("name"));
            ImageDefinition image = reader.read(map, git, path).checked();
            List<String> warnings = Stream.concat(ofTheFile().stream(), reader.warnings().stream())
                    .toList();
            return new Item(path, image.name(), Optional.of(image), List.of(), warnings);
        } catch (ProblemException e) {
            List<Violation> violations = e.violations().stream()
                    .map(v -> v.where().startsWith(path)
                            ? v
                            : new Violation(path + "." + v.where(), v.found(), v.expected(), v.fix()))
                    .toList();
            return new Item(path, name, Optional.empty(), violations, List.of());
        }
    }

    private static Item twice(Item item, String before) {
        Violation violation =
                new Violation(item.where() + ".name", item.name() + ", as " + before, "a name of its own", FILE.next());
        return new Item(item.where(), item.name(), Optional.empty(), List.of(violation), List.of());
    }

    private List<String> ofTheFile() {
        List<String> warnings = new ArrayList<>();
        source.doubled(source.variables()).stream()
                .filter(key -> IMAGES.contains(key) || GIT.contains(key))
                .forEach(key -> warnings.add("%s stands twice in the file; the last one counts".formatted(key)));
        ELSEWHERE.forEach((variable, place) -> {
            if (source.variables().containsKey(variable)) {
                warnings.add("%s of the file is not taken: here %s hold it".formatted(variable, place));
            }
        });
        return warnings;
    }

    private List<GitElements> gitElements() {
        Optional<String> list = firstOf(GIT);
        if (list.isEmpty()) {
            return List.of();
        }
        ImageItemReader reader = new ImageItemReader(FILE, source, variables);
        List<GitElements> git = new ArrayList<>();
        for (Object each : list(list.get())) {
            String path = "%s[%d]".formatted(list.get(), git.size());
            git.add(reader.git(FILE.map(reader.filled(each, path), path), path));
        }
        return git;
    }

    private List<?> list(String name) {
        ImageItemReader reader = new ImageItemReader(FILE, source, variables);
        return FILE.list(reader.filled(known.get(name), name), name);
    }

    private Optional<String> firstOf(List<String> names) {
        return names.stream().filter(known::containsKey).findFirst();
    }

    /** A list that holds images under another name is the likeliest cause. */
    private ProblemException noImages() {
        List<String> alike = source.variables().entrySet().stream()
                .filter(e -> e.getValue() instanceof List<?> items
                        && items.stream().anyMatch(i -> i instanceof Map<?, ?> map && map.containsKey("elements")))
                .map(Map.Entry::getKey)
                .toList();
        String found = alike.isEmpty() ? "no image" : "no such list; images stand in " + String.join(", ", alike);
        return FILE.invalid(IMAGES.getFirst(), found, "a list of images, or os_images_list");
    }
}
