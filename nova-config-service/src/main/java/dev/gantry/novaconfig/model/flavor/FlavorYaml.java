package dev.gantry.novaconfig.model.flavor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Writes flavors for openstack-config, as the guide shows them. */
public final class FlavorYaml {

    private FlavorYaml() {}

    public static String render(Collection<Flavor> flavors) {
        List<Flavor> ordered =
                flavors.stream().sorted(Comparator.comparing(Flavor::name)).toList();
        StringBuilder out = new StringBuilder("---\n");
        if (ordered.isEmpty()) {
            return out.append("openstack_flavors: []\n").toString();
        }
        for (Flavor flavor : ordered) {
            flavor(out, flavor);
        }
        out.append("openstack_flavors:\n");
        ordered.forEach(f -> out.append("  - \"{{ ").append(f.variable()).append(" }}\"\n"));
        return out.toString();
    }

    private static void flavor(StringBuilder out, Flavor f) {
        out.append(f.variable()).append(":\n");
        out.append("  name: ").append(quoted(f.name())).append('\n');
        out.append("  ram: ").append(f.size().ramMib()).append('\n');
        out.append("  disk: ").append(f.size().diskGb()).append('\n');
        out.append("  vcpus: ").append(f.size().vcpus()).append('\n');
        out.append("  is_public: ").append(f.access() == Flavor.Access.PUBLIC).append('\n');
        if (!f.projects().isEmpty()) {
            out.append("  project:\n");
            f.projects().forEach(p -> out.append("    - ").append(quoted(p)).append('\n'));
        }
        out.append("  extra_specs:");
        out.append(f.extraSpecs().isEmpty() ? " {}\n" : "\n");
        f.extraSpecs().forEach((key, value) -> out.append("    ")
                .append(quoted(key))
                .append(": ")
                .append(quoted(value))
                .append('\n'));
        out.append('\n');
    }

    /** YAML double-quoted: only the quote and the backslash need care, control letters were refused at the door. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
