package dev.gantry.gpu.driver;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the kernel of a host hands a GPU, or a piece of one, to a guest. */
public enum Framework {
    /** {@code /sys/class/mdev_bus} and mdevctl. */
    MDEV,
    /** {@code nvidia/current_vgpu_type} of each virtual function, from Ubuntu 24.04 and RHEL 10. */
    VENDOR_VFIO,
    /** The whole card bound to vfio-pci. */
    PASSTHROUGH;

    // 24.04   9.5   10
    private static final Pattern MAJOR = Pattern.compile("[0-9]{1,4}");
    private static final Set<String> RHEL_AND_ALIKE = Set.of("rhel", "rocky", "almalinux", "centos");

    /**
     * What to expect for vGPUs of an SR-IOV card before the host can be asked, by {@code ID} and {@code VERSION_ID} of its
     * {@code /etc/os-release}. Source: nova's virtual GPU page and NVIDIA's vGPU user guide.
     */
    public static Framework expectedOn(String osId, String versionId) {
        Matcher m = MAJOR.matcher(versionId);
        int major = m.lookingAt() ? Integer.parseInt(m.group()) : 0;
        boolean recent = osId.equals("ubuntu") ? major >= 24 : RHEL_AND_ALIKE.contains(osId) && major >= 10;
        return recent ? VENDOR_VFIO : MDEV;
    }
}
