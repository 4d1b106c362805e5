package dev.gantry.novaconfig.model.conf;

import dev.gantry.novaconfig.model.conf.ConfLines.Key;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that an option of Nova has had: the old ones still count, so that what stands under them has to be read as well.
 * Source: {@code deprecated_name} and {@code deprecated_opts} in openstack/nova, nova/conf.
 */
public final class NovaOptions {

    private static final String PCI = "pci";
    private static final Map<String, String> RENAMED = Map.of(
            "DEFAULT pci_alias", "pci alias",
            "pci passthrough_whitelist", "pci device_spec",
            "DEFAULT pci_passthrough_whitelist", "pci device_spec",
            "devices enabled_vgpu_types", "devices enabled_mdev_types");
    // Gone with Xena.
    private static final Map<String, String> RENAMED_UNTIL_24 = Map.of(
            "DEFAULT scheduler_default_filters", "filter_scheduler enabled_filters",
            "DEFAULT scheduler_available_filters", "filter_scheduler available_filters");

    // $my_ip   ${state_path}   $filter_scheduler.pci_in_placement   not $$ and not \\$
    private static final Pattern REFERENCE = Pattern.compile("(?<![$\\\\])(?:\\$\\$)*\\$\\{?([A-Za-z_][A-Za-z0-9_.]*)");
    private static final Set<String> REFERRED = Set.of(
            "my_ip", "my_block_storage_ip", "host", "state_path", "pybasedir", "bindir", "instances_path", "lock_path");

    private NovaOptions() {}

    /** Options of the sections that are read here; those of others are not judged. */
    private static final Map<String, Set<String>> OF_SECTIONS = Map.of(
            PCI,
            Set.of("alias", "device_spec", "passthrough_whitelist", "report_in_placement"),
            "devices",
            Set.of("enabled_mdev_types", "enabled_vgpu_types"));

    /** An option that a value refers to and that Nova is not known to have: oslo.config stops there. */
    public static Optional<String> unknownReference(String value) {
        return REFERENCE
                .matcher(value)
                .results()
                .map(found -> found.group(1))
                .filter(NovaOptions::isUnknown)
                .findFirst();
    }

    private static boolean isUnknown(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return !REFERRED.contains(name);
        }
        Set<String> known = OF_SECTIONS.get(name.substring(0, dot));
        return known != null && !known.contains(name.substring(dot + 1));
    }

    /** A value as Nova sees it: {@code $$} and a dollar sign behind a backslash are one. Source: oslo.config, cfg.py, _substitute. */
    public static String undollared(String value) {
        return value.replace("\\$", "$$").replace("$$", "$");
    }

    /** An option under the name it has today: {@code [DEFAULT] pci_alias} is {@code [pci] alias}. Sections are told apart without regard to capitals. */
    public static Key today(Key written, NovaRelease release) {
        String section = section(written.section());
        String name = section + " " + written.option();
        String renamed = RENAMED.get(name);
        if (renamed == null && !release.can(Capability.MDEV_NAMES)) {
            renamed = RENAMED_UNTIL_24.get(name);
        }
        String found = renamed == null ? name : renamed;
        int cut = found.lastIndexOf(' ');
        return new Key(written.branch(), found.substring(0, cut), found.substring(cut + 1));
    }

    /** {@code [vgpu_nvidia-35]} is {@code [mdev_nvidia-35]} for its addresses. */
    private static String section(String written) {
        if (written.equals("DEFAULT")) {
            return written;
        }
        String low = written.toLowerCase(Locale.ROOT);
        return low.startsWith("vgpu_") ? "mdev_" + low.substring("vgpu_".length()) : low;
    }

    public static boolean isAlias(Key today) {
        return today.section().equals(PCI) && today.option().equals("alias");
    }

    public static boolean isDeviceSpec(Key today) {
        return today.section().equals(PCI) && today.option().equals("device_spec");
    }
}
