package dev.gantry.novaconfig.model.flavor;

import dev.gantry.gpu.MalformedValueException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A flavor in the guide's shape. {@code extraSpecs} keep the order they were given in.
 *
 * @param projects who may use it while it is not public
 */
public record Flavor(String name, Size size, Access access, List<String> projects, Map<String, String> extraSpecs) {

    /** RAM in MiB, disk in GB. These cannot be changed on a flavor that exists in Nova. */
    public record Size(int ramMib, int diskGb, int vcpus) {
        public Size {
            if (ramMib < 1 || diskGb < 0 || vcpus < 1) {
                throw new MalformedValueException(
                        "flavor size",
                        ramMib + "/" + diskGb + "/" + vcpus,
                        "ram and vcpus of 1 or more, disk of 0 or more");
            }
        }
    }

    /** Whether every project sees it. */
    public enum Access {
        PUBLIC,
        PRIVATE
    }

    public Flavor {
        // Source: nova/api/openstack/compute/schemas/flavors.py: printable, 1 to 255 letters, no blanks at the ends
        boolean good = !name.isBlank()
                && name.length() <= 255
                && name.equals(name.strip())
                && name.chars().allMatch(c -> c >= ' ' && c != 127);
        if (!good) {
            throw new MalformedValueException(
                    "flavor name", name, "1 to 255 printable letters such as vgpu.a100.2g.20gb");
        }
        projects = List.copyOf(projects);
        extraSpecs = Collections.unmodifiableMap(new LinkedHashMap<>(extraSpecs));
    }

    /** The name of its variable in openstack-config: {@code vgpu.a100.2g.20gb} gives {@code vgpu_a100_2g_20gb}. */
    public String variable() {
        StringBuilder out = new StringBuilder();
        String low = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < low.length(); i++) {
            char c = low.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            out.append(plain ? c : '_');
        }
        return Character.isDigit(out.charAt(0)) ? "flavor_" + out : out.toString();
    }
}
