package dev.gantry.novaconfig.model.drain;

import dev.gantry.novaconfig.model.drain.Possibility.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which guests with devices can be migrated live, by what runs at both ends.
 * Source: nova, doc/source/admin/virtual-gpu.rst and pci-passthrough.rst, release notes of 2024.1 and 2025.1.
 */
final class LiveMigrationRules {

    // 8.6.0   10.0.0   5.14.0-427.13.1.el9_4.x86_64   6.8
    private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+).*");

    private record Need(String what, int major, int minor) {}

    private static final Need NOVA_MDEV = new Need("nova", 29, 0);
    private static final List<Need> MDEV =
            List.of(new Need("libvirt", 8, 6), new Need("QEMU", 8, 1), new Need("kernel", 5, 18));
    private static final Need NOVA_VFIO = new Need("nova", 31, 0);
    private static final List<Need> VFIO = List.of(new Need("libvirt", 10, 0), new Need("QEMU", 8, 2));

    private LiveMigrationRules() {}

    static Possibility of(GuestDevices devices, ComputeVersions source, List<ComputeVersions> others) {
        return switch (devices) {
            case NONE -> Possibility.yes(DrainWay.LIVE_MIGRATE, "it has no device of the host");
            case PASSTHROUGH -> Possibility.no(DrainWay.LIVE_MIGRATE, "a whole card cannot be migrated live");
            case MDEV -> between(NOVA_MDEV, MDEV, source, others, "");
            case VENDOR_VFIO ->
                between(
                        NOVA_VFIO,
                        VFIO,
                        source,
                        others,
                        ", where its device is live_migratable in Nova's configuration");
        };
    }

    private static Possibility between(
            Need nova, List<Need> needs, ComputeVersions source, List<ComputeVersions> others, String besides) {
        if (source.nova().nova() < nova.major()) {
            return Possibility.no(
                    DrainWay.LIVE_MIGRATE,
                    "nova %d needed, %s is %d"
                            .formatted(
                                    nova.major(),
                                    source.nova().series(),
                                    source.nova().nova()));
        }
        Possibility here = at(source, needs);
        if (here.answer() != Answer.YES) {
            return here;
        }
        List<String> refused = new ArrayList<>();
        boolean isOpen = false;
        for (ComputeVersions other : others) {
            Possibility there = at(other, needs);
            if (there.answer() == Answer.YES) {
                return Possibility.yes(
                        DrainWay.LIVE_MIGRATE, "both ends are new enough, e.g. " + other.host() + besides);
            }
            isOpen |= there.answer() == Answer.NOT_KNOWN;
            refused.add(there.reason());
        }
        String why = refused.isEmpty() ? "there is no other host" : String.join("; ", refused);
        return isOpen ? Possibility.notKnown(DrainWay.LIVE_MIGRATE, why) : Possibility.no(DrainWay.LIVE_MIGRATE, why);
    }

    private static Possibility at(ComputeVersions host, List<Need> needs) {
        List<String> unknown = new ArrayList<>();
        for (Need need : needs) {
            String version = versionOf(host, need.what());
            if (version == null) {
                unknown.add(need.what());
            } else if (!isAtLeast(version, need)) {
                return Possibility.no(
                        DrainWay.LIVE_MIGRATE,
                        "%s %d.%d needed, %s has %s"
                                .formatted(need.what(), need.major(), need.minor(), host.host(), version));
            }
        }
        return unknown.isEmpty()
                ? Possibility.yes(DrainWay.LIVE_MIGRATE, host.host() + " is new enough")
                : Possibility.notKnown(
                        DrainWay.LIVE_MIGRATE,
                        "version of %s on %s not known".formatted(String.join(" and ", unknown), host.host()));
    }

    private static @Nullable String versionOf(ComputeVersions host, String what) {
        String version =
                switch (what) {
                    case "libvirt" -> host.libvirt();
                    case "QEMU" -> host.qemu();
                    default -> host.kernel();
                };
        return version != null && VERSION.matcher(version).matches() ? version : null;
    }

    private static boolean isAtLeast(String version, Need need) {
        Matcher m = VERSION.matcher(version);
        if (!m.matches()) {
            return false;
        }
        int major = Integer.parseInt(m.group(1));
        return major > need.major() || major == need.major() && Integer.parseInt(m.group(2)) >= need.minor();
    }
}
