package dev.gantry.novaconfig.model.settings;

import dev.gantry.gpu.MalformedValueException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every derived flavor of a site has. {@code ramPerVcpu} is in MiB, {@code disk} in GB; {@code vcpus} is by vGPU type
 * ({@code nvidia-700}) or alias ({@code gpu-p100}) where the site departs from the usual proportion. Names follow openstack-config.
 */
public record FlavorTemplate(
        @Nullable Integer ramPerVcpu,
        @Nullable Integer disk,
        @Nullable Boolean isPublic,
        @Nullable List<String> project,
        @Nullable Map<String, Integer> vcpus,
        @Nullable Map<String, String> extraSpecs) {

    /** The guide's: 64 GiB and 30 GB for 8 vcpus, private, with an entropy source. */
    public static final FlavorTemplate GUIDE = new FlavorTemplate(null, null, null, null, null, null);

    private static final int RAM_MIB_PER_VCPU = 8192;
    private static final int DISK_GB = 30;
    private static final Map<String, String> SPECS = Map.of("hw_rng:allowed", "True");

    public FlavorTemplate {
        positive("ramPerVcpu", ramPerVcpu, 1);
        positive("disk", disk, 0);
        vcpus = vcpus == null ? null : Map.copyOf(vcpus);
        (vcpus == null ? Map.<String, Integer>of() : vcpus).forEach((of, n) -> positive("vcpus of " + of, n, 1));
        project = project == null ? null : List.copyOf(project);
        extraSpecs = extraSpecs == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(extraSpecs));
    }

    private static void positive(String what, @Nullable Integer n, int least) {
        if (n != null && n < least) {
            throw new MalformedValueException(what, n.toString(), least + " or more");
        }
    }

    /** In MiB. */
    public int ramPerVcpuOrDefault() {
        return ramPerVcpu == null ? RAM_MIB_PER_VCPU : ramPerVcpu;
    }

    /** In GB. */
    public int diskOrDefault() {
        return disk == null ? DISK_GB : disk;
    }

    public List<String> projectOrNone() {
        return project == null ? List.of() : project;
    }

    public Map<String, String> extraSpecsOrDefault() {
        return extraSpecs == null ? SPECS : extraSpecs;
    }

    /** {@code usual} holds unless the site set its own for a vGPU type or alias. */
    public int vcpusOf(String type, int usual) {
        return vcpus == null ? usual : vcpus.getOrDefault(type, usual);
    }
}
