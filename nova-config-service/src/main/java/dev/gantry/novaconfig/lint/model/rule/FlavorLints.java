package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder.Option;
import dev.gantry.novaconfig.model.conf.DeviceSpec;
import dev.gantry.novaconfig.model.conf.NovaOptions;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resource classes that flavors ask for and no configuration makes. */
final class FlavorLints {

    // resources:CUSTOM_NVIDIA_700   resources1:VGPU
    private static final Pattern ASKED = Pattern.compile("resources[a-zA-Z0-9_-]{0,64}:(VGPU|CUSTOM_.*)");

    private final ConfigFolder folder;
    private final NovaRelease release;
    private final Set<String> offered = new TreeSet<>();
    private boolean isOpen;

    private FlavorLints(ConfigFolder folder, NovaRelease release) {
        this.folder = folder;
        this.release = release;
    }

    static List<LintFinding> of(ConfigFolder folder, NovaRelease release) {
        FlavorLints lints = new FlavorLints(folder, release);
        folder.options().forEach(lints::offers);
        return lints.offered.isEmpty() || lints.isOpen ? List.of() : lints.asked();
    }

    private void offers(Option option) {
        var key = option.today(release);
        if (key.section().startsWith("mdev_") && option.name().equals("mdev_class")) {
            isOpen |= option.isTemplate();
            offered.add(option.value());
        } else if (key.section().startsWith("mdev_") && option.name().equals("device_addresses")) {
            boolean named = folder.options().stream()
                    .anyMatch(o -> o.name().equals("mdev_class") && o.section().equals(option.section()));
            isOpen |= option.section().contains("{{");
            if (!named) {
                offered.add("VGPU");
            }
        } else if (NovaOptions.isDeviceSpec(key)) {
            isOpen |= option.isTemplate();
            DeviceSpec.read(NovaOptions.undollared(option.value())).specs().forEach(this::ofDevice);
        } else if (NovaOptions.isAlias(key)) {
            Matcher m =
                    Pattern.compile("\"resource_class\"\\s*:\\s*\"([^\"]+)\"").matcher(option.value());
            while (m.find()) {
                offered.add(normal(m.group(1)));
            }
        }
    }

    private void ofDevice(DeviceSpec spec) {
        boolean reported = folder.isTrue("pci", "report_in_placement") && release.can(Capability.REPORT_IN_PLACEMENT);
        String named = spec.tags().get("resource_class");
        if (named != null) {
            offered.add(normal(named));
        } else if (reported && !spec.product().equals("*") && !spec.vendor().equals("*")) {
            offered.add(("CUSTOM_PCI_" + spec.vendor() + "_" + spec.product()).toUpperCase(Locale.ROOT));
        } else if (reported) {
            // its class is made of a product id that is not said here
            isOpen = true;
        }
    }

    /** As Nova makes a class of any name. */
    private static String normal(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.matches("CUSTOM_[A-Z0-9_]+|VGPU|PGPU") ? upper : "CUSTOM_" + upper.replaceAll("[^A-Z0-9]+", "_");
    }

    private List<LintFinding> asked() {
        List<LintFinding> found = new ArrayList<>();
        folder.yamls().forEach((file, tree) -> tree.everyField().forEach(f -> {
            Matcher m = ASKED.matcher(f.key());
            if (m.matches() && !offered.contains(m.group(1))) {
                found.add(new LintFinding(
                        file,
                        f.line(),
                        "class-not-offered",
                        "no host offers " + m.group(1) + "; offered are " + offered + ".",
                        "Ask for a class that is offered."));
            }
        }));
        return found;
    }
}
