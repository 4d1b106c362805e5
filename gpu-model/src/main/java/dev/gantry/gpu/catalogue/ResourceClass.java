package dev.gantry.gpu.catalogue;

import dev.gantry.gpu.MalformedValueException;
import java.util.regex.Pattern;

/**
 * What a flavor asks Placement for.
 * Source: {@code mdev_class} in openstack/nova, nova/conf/devices.py: {@code ^(VGPU|CUSTOM_[A-Z0-9_]+)$}, at most 255 letters.
 */
public record ResourceClass(String name) implements Comparable<ResourceClass> {

    // CUSTOM_NVIDIA_700
    private static final Pattern FORM = Pattern.compile("VGPU|CUSTOM_[A-Z0-9_]+");
    private static final int LONGEST = 255;

    /** What nova calls any vGPU unless told otherwise. */
    public static final ResourceClass VGPU = new ResourceClass("VGPU");

    public ResourceClass {
        if (name.length() > LONGEST || !FORM.matcher(name).matches()) {
            throw new MalformedValueException(
                    "resource class",
                    name,
                    "VGPU or CUSTOM_ and capitals, digits, underscores such as CUSTOM_NVIDIA_700");
        }
    }

    /** {@code nvidia-700} gives {@code CUSTOM_NVIDIA_700}, as the guide names them. */
    public static ResourceClass of(MdevType type) {
        return new ResourceClass("CUSTOM_NVIDIA_" + type.number());
    }

    /**
     * Whether a nova of this major version gives a host's only vGPU type the class {@link #VGPU}, whatever is configured.
     * Mended in nova 29 (2024.1) by commit d445eaf9dd.
     */
    public static boolean isForcedBy(int novaRelease) {
        return novaRelease < 29;
    }

    @Override
    public int compareTo(ResourceClass other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
