package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes image definitions as openstack-config has them, so that its playbooks build the same images without this service. */
public final class OpenStackConfigWriter {

    private OpenStackConfigWriter() {}

    public static String write(List<ImageDefinition> images) {
        Map<String, Object> file = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        Set<GitElements> git = new LinkedHashSet<>();
        for (ImageDefinition image : images) {
            String variable = "image_" + image.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
            file.put(variable, image(image));
            names.add("{{ " + variable + " }}");
            git.addAll(image.gitElements());
        }
        file.put("openstack_images", names);
        if (!git.isEmpty()) {
            file.put(
                    "openstack_image_git_elements",
                    git.stream().map(OpenStackConfigWriter::git).toList());
        }
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setIndicatorIndent(2)
                        .setIndentWithIndicator(true)
                        .setExplicitStart(true)
                        .build())
                .dumpToString(file);
    }

    private static Map<String, Object> image(ImageDefinition image) {
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
            fields.put("properties", image.properties());
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
