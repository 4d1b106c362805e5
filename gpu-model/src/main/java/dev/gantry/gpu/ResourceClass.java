package dev.gantry.gpu;

import java.util.regex.Pattern;

/**
 * What a flavor asks Placement for.
 * Source: {@code mdev_class} in openstack/nova, nova/conf/devices.py: {@code ^(VGPU|CUSTOM_[A-Z0-9_]+)$}, at most 255 letters.
 */
public record ResourceClass(String name) implements Comparable<ResourceClass> {

    public static final ResourceClass VGPU = new ResourceClass("VGPU");

    // CUSTOM_NVIDIA_700
    private static final Pattern FORM = Pattern.compile("VGPU|CUSTOM_[A-Z0-9_]+");
    private static final int LONGEST = 255;

    public ResourceClass {
        if (name.length() > LONGEST || !FORM.matcher(name).matches()) {
            throw new MalformedValue(
                    "resource class",
                    name,
                    "VGPU or CUSTOM_ and capitals, digits, underscores such as CUSTOM_NVIDIA_700");
        }
    }

    /** {@code nvidia-700} gives {@code CUSTOM_NVIDIA_700}, as the guide names them. */
    public static ResourceClass of(MdevType type) {
        return new ResourceClass("CUSTOM_NVIDIA_" + type.number());
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
