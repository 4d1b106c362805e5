package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.yaml.ConfigFolderReader;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.List;
import java.util.Map;

/** What is found in files of a site. */
final class LintsForTests {
    private LintsForTests() {}

    /** Without what the scheduler has to say. */
    static List<String> codes(String conf, NovaRelease release) {
        return lints(Map.of("kolla/config/nova.conf", conf), release).stream()
                .map(LintFinding::code)
                .toList();
    }

    static List<LintFinding> lints(Map<String, String> files, NovaRelease release) {
        return SiteLints.all(ConfigFolderReader.read(files), release);
    }
}
