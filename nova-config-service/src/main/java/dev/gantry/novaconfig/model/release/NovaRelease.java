package dev.gantry.novaconfig.model.release;

import dev.gantry.gpu.MalformedValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A release of OpenStack by its series, its name and Nova's own major number; says what that Nova understands. */
public enum NovaRelease {
    VICTORIA(22, "victoria"),
    WALLABY(23, "wallaby"),
    XENA(24, "xena"),
    YOGA(25, "yoga"),
    ZED(26, "zed"),
    ANTELOPE(27, "2023.1"),
    BOBCAT(28, "2023.2"),
    CARACAL(29, "2024.1"),
    DALMATIAN(30, "2024.2"),
    EPOXY(31, "2025.1"),
    FLAMINGO(32, "2025.2"),
    GAZPACHO(33, "2026.1"),
    HIBISCUS(34, "2026.2");

    private static final List<String> DEFAULT_FILTERS = List.of(
            "ComputeFilter",
            "ComputeCapabilitiesFilter",
            "ImagePropertiesFilter",
            "ServerGroupAntiAffinityFilter",
            "ServerGroupAffinityFilter");

    private final int nova;
    private final String series;

    NovaRelease(int nova, String series) {
        this.nova = nova;
        this.series = series;
    }

    /** Takes a series ({@code 2025.1}), a name ({@code epoxy}, {@code Zed}) or Nova's major number ({@code 31}). */
    public static NovaRelease parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(r -> wanted.equals(r.series)
                        || wanted.equals(r.name().toLowerCase(Locale.ROOT))
                        || wanted.equals(Integer.toString(r.nova)))
                .findFirst()
                .orElseThrow(() -> new MalformedValueException(
                        "release",
                        text,
                        "one of " + Stream.of(values()).map(NovaRelease::series).toList()));
    }

    /** Nova's major version. */
    public int nova() {
        return nova;
    }

    /** {@code 2025.1}; the name in lower case before 2023. */
    public String series() {
        return series;
    }

    public boolean can(Capability capability) {
        return nova >= capability.since();
    }

    /** Source: nova/conf/devices.py; the old name is only deprecated later, but the only one before Xena. */
    public String typesOption() {
        return can(Capability.MDEV_NAMES) ? "enabled_mdev_types" : "enabled_vgpu_types";
    }

    public String sectionPrefix() {
        return can(Capability.MDEV_NAMES) ? "mdev_" : "vgpu_";
    }

    /** Source: nova/conf/pci.py, renamed by 14e68ac6e9 (26.0.0). */
    public String deviceSpecOption() {
        return can(Capability.DEVICE_SPEC) ? "device_spec" : "passthrough_whitelist";
    }

    /** Nova's own default; AvailabilityZoneFilter left it with 24 and the code with 28, where naming it stops the scheduler. */
    public List<String> defaultFilters() {
        if (can(Capability.ZONES_BY_PLACEMENT)) {
            return DEFAULT_FILTERS;
        }
        return Stream.concat(Stream.of("AvailabilityZoneFilter"), DEFAULT_FILTERS.stream())
                .toList();
    }

    @Override
    public String toString() {
        return series;
    }
}
