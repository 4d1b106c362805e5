package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.List;

/** Every rule over a folder. */
public final class SiteLints {

    private SiteLints() {}

    /** What all rules find, in order of file and line. */
    public static List<LintFinding> all(ConfigFolder folder, NovaRelease release) {
        List<LintFinding> found = new ArrayList<>(folder.unreadable());
        found.addAll(ConfTextLints.of(folder));
        found.addAll(TemplateLints.of(folder));
        found.addAll(GroupLints.of(folder));
        found.addAll(DeviceLints.of(folder, release));
        found.addAll(AliasLints.of(folder, release));
        found.addAll(DeviceSpecLints.of(folder, release));
        found.addAll(PlacedDeviceLints.of(folder, release));
        found.addAll(FilterLints.of(folder, release));
        found.addAll(BooleanLints.of(folder, release));
        found.addAll(FlavorLints.of(folder, release));
        found.addAll(DriverUrlLints.of(folder));
        return found.stream().distinct().sorted().toList();
    }
}
