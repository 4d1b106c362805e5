package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.kit.python.UnsafeText;
import dev.gantry.kit.yaml.PlainScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.RepresentToNode;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes image definitions as openstack-config has them, so that its playbooks build the same images without this service. */
public final class OpenStackConfigWriter {

    private OpenStackConfigWriter() {}

    public static String write(List<ImageDefinition> images) {
        Map<String, Object> file = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        Set<GitElements> git = new LinkedHashSet<>();
        images.forEach(image -> git.addAll(image.gitElements()));
        for (ImageDefinition image : images) {
            String variable = variable(image.name(), file.keySet());
            file.put(variable, image(image, git));
            names.add("{{ " + variable + " }}");
        }
        file.put("openstack_images", names);
        if (!git.isEmpty()) {
            file.put(
                    "openstack_image_git_elements",
                    git.stream().map(OpenStackConfigWriter::git).toList());
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setExplicitStart(true)
                .build();
        return new Dump(settings, new AnsibleTexts(settings)).dumpToString(file);
    }

    /** Texts that Ansible, which reads YAML 1.1, would take for something else without quotes: {@code yes}, {@code 0755}, {@code 12:30}. */
    private static final class AnsibleTexts extends StandardRepresenter {

        private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

        AnsibleTexts(DumpSettings settings) {
            super(settings);
            RepresentToNode usual = Objects.requireNonNull(representers.get(String.class));
            representers.put(
                    String.class,
                    text -> isTaken((String) text)
                            ? representScalar(Tag.STR, (String) text, ScalarStyle.SINGLE_QUOTED)
                            : usual.representData(text));
        }

        private static boolean isTaken(String text) {
            return !text.equals(PlainScalar.value(text))
                    || SEXAGESIMAL.matcher(text).matches()
                    || text.matches("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");
        }
    }

    /** {@code Rocky9} and {@code rocky-9} are two images and need two variables. */
    private static String variable(String image, Set<String> taken) {
        String plain = "image_" + image.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String variable = plain;
        for (int n = 2; taken.contains(variable); n++) {
            variable = plain + "_" + n;
        }
        return variable;
    }

    private static Map<String, Object> image(ImageDefinition image, Set<GitElements> git) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", image.name());
        fields.put("type", image.type());
        fields.put("elements", image.elements());
        fields.put("visibility", image.visibility());
        fields.put("architecture", image.architecture());
        String size = image.size();
        if (size != null) {
            fields.put("size", size);
        }
        if (!image.packages().isEmpty()) {
            fields.put("packages", image.packages());
        }
        Map<String, Object> env = new LinkedHashMap<>();
        image.env().forEach((key, value) -> env.put(key, env(value)));
        String token = image.token();
        if (token != null) {
            env.put("DIB_NVIDIA_VGPU_CLIENT_TOKEN", env(new EnvValue.Token(token)));
        }
        if (!env.isEmpty()) {
            fields.put("env", env);
        }
        if (!image.properties().isEmpty()) {
            Map<String, String> properties = new LinkedHashMap<>(image.properties());
            properties.replaceAll((name, value) -> UnsafeText.of(value));
            fields.put("properties", properties);
        }
        // every image of the file gets all of its repositories, unless it says itself which
        boolean hasOwnGitElements = !image.gitElements().equals(List.copyOf(git));
        Map<String, Object> ours = GantryFields.of(image, hasOwnGitElements, OpenStackConfigWriter::git);
        if (!ours.isEmpty()) {
            fields.put(GantryFields.KEY, ours);
        }
        return fields;
    }

    /** References that only this service resolves are written as what stands for them there: a looked-up file. */
    private static Object env(EnvValue value) {
        return switch (value) {
            case EnvValue.Text text -> text.text();
            case EnvValue.Items items -> items.items();
            case EnvValue.Token token -> "{{ lookup('file', 'secrets/%s.tok') }}".formatted(token.name());
            case EnvValue.File file -> "{{ lookup('file', '%s') }}".formatted(file.path());
            case EnvValue.Artifact artifact -> "{{ pulp_url }}/pulp/content/nvidia/" + artifact.part();
        };
    }

    private static Map<String, Object> git(GitElements git) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("repo", git.repo());
        String local = git.local();
        fields.put("local", local == null ? "{{ playbook_dir }}/" + git.folderName() : local);
        fields.put("version", git.version());
        String below = git.elementsPath();
        if (below != null) {
            fields.put("elements_path", below);
        }
        return fields;
    }
}
