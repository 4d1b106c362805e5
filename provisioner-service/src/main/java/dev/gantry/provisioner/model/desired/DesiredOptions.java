package dev.gantry.provisioner.model.desired;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The role's variables that change how a host is made what it shall be. Names and defaults as in stackhpc.linux 1.6.4. */
public record DesiredOptions(Map<String, String> values) {
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1", "y", "t");

    public DesiredOptions {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public static DesiredOptions defaults() {
        return new DesiredOptions(Map.of());
    }

    /** {@code iommu_pt}: put {@code iommu=pt} on the kernel command line. Default true. */
    public boolean iommuPassthroughMode() {
        return flag("iommu_pt", "true");
    }

    /** {@code vgpu_nvidia_driver_install_enabled}: the driver is ours to install. Default true. */
    public boolean installsDriver() {
        return flag("vgpu_nvidia_driver_install_enabled", "true");
    }

    /** {@code vgpu_driver_dkms}: have the driver rebuilt when the kernel changes. Default false. */
    public boolean dkms() {
        return flag("vgpu_driver_dkms", "false");
    }

    /** {@code gantry_driver_signed}: the driver's modules are signed with a key that the firmware knows. Default false. */
    public boolean trustsDriverSignature() {
        return flag("gantry_driver_signed", "false");
    }

    /** {@code vgpu_reboot_timeout} in seconds. Default 3600. */
    public Duration rebootTimeout() {
        return Duration.ofSeconds(Long.parseLong(text("vgpu_reboot_timeout").orElse("3600")));
    }

    /** {@code gantry_reboot_from}: the boot that a restart shall end; any later boot is as desired. Default none. */
    public Optional<String> rebootFrom() {
        return text("gantry_reboot_from");
    }

    public DesiredOptions plus(String name, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new DesiredOptions(more);
    }

    private boolean flag(String name, String otherwise) {
        return TRUE.contains(text(name).orElse(otherwise).toLowerCase(Locale.ROOT));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    }
}
