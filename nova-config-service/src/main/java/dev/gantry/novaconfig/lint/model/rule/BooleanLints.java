package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Switches that decide how devices are booked: a value that is neither yes nor no stops Nova. Source: oslo.config, types.Boolean. */
final class BooleanLints {

    private static final Set<String> VALUES = Set.of("true", "1", "on", "yes", "false", "0", "off", "no");
    private static final Map<String, Capability> SWITCHES = Map.of(
            "pci report_in_placement", Capability.REPORT_IN_PLACEMENT,
            "filter_scheduler pci_in_placement", Capability.PCI_IN_PLACEMENT);

    private BooleanLints() {}

    static List<LintFinding> of(ConfigFolder folder, NovaRelease release) {
        return folder.options().stream()
                .filter(o -> !o.isTemplate() && isSwitch(o, release))
                .filter(o -> !VALUES.contains(o.value().toLowerCase(Locale.ROOT)))
                .map(o -> o.lint(
                        "boolean-malformed",
                        o.name() + " is \"" + o.value() + "\", neither yes nor no; Nova does not start.",
                        "Write True or False."))
                .toList();
    }

    private static boolean isSwitch(ConfigFolder.Option option, NovaRelease release) {
        var key = option.today(release);
        Capability since = SWITCHES.get(key.section() + " " + key.option());
        return since != null && release.can(since);
    }
}
