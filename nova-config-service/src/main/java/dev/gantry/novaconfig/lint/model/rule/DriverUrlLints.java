package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Addresses of the driver: {@code pulp_url} either carries its scheme or does not. */
final class DriverUrlLints {

    private DriverUrlLints() {}

    static List<LintFinding> of(ConfigFolder folder) {
        List<LintFinding> lints = new ArrayList<>();
        List<ConfigFolder.Located> urls =
                Stream.of("vgpu_driver_url", "DIB_RPMS").flatMap(folder::fields).toList();
        List<ConfigFolder.Located> with = urls.stream()
                .filter(u -> u.field().value().text().matches("https?://\\{\\{ *pulp_url *\\}\\}.*"))
                .toList();
        List<ConfigFolder.Located> bare = urls.stream()
                .filter(u -> u.field().value().text().matches("\\{\\{ *pulp_url *\\}\\}.*"))
                .toList();
        boolean schemed =
                folder.fields("pulp_url").anyMatch(u -> u.field().value().text().contains("://"));
        boolean plain = !schemed && folder.fields("pulp_url").findAny().isPresent();
        if (!bare.isEmpty() || schemed) {
            with.forEach(u -> lints.add(u.lint(
                    "pulp-url-scheme",
                    "pulp_url carries its scheme" + (schemed ? "" : " elsewhere") + "; here it would be twice.",
                    "Write \"{{ pulp_url }}/...\".")));
        }
        if (plain) {
            bare.forEach(u -> lints.add(u.lint(
                    "pulp-url-scheme",
                    "pulp_url has no scheme; this is no URL.",
                    "Write \"http://{{ pulp_url }}/...\".")));
        }
        return lints;
    }
}
