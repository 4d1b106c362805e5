package dev.gantry.novaconfig.lint.flow;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.rule.SiteLints;
import dev.gantry.novaconfig.lint.yaml.ConfigFolderReader;
import dev.gantry.novaconfig.model.release.NovaRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks a kayobe configuration through and stores nothing. */
@ApplicationScoped
public class LintService {

    private final SiteQueries site;

    LintService(SiteQueries site) {
        this.site = site;
    }

    /** @param release the site's own when left out */
    public List<LintFinding> lint(Map<String, String> files, @Nullable String release) {
        if (files.isEmpty()) {
            throw Problem.invalid(
                            "folder-empty",
                            "Folder empty",
                            List.of(new Problem.Field(
                                    "body",
                                    "no files",
                                    "a tar.gz or the files of a kayobe configuration",
                                    "pack etc/kayobe with tar -cz, or send each file as a part named by its path")))
                    .asException();
        }
        try {
            NovaRelease of = release == null ? site.settings().release() : NovaRelease.parse(release);
            return SiteLints.all(ConfigFolderReader.read(files), of);
        } catch (MalformedValueException e) {
            throw Problem.invalid(
                            "release-unknown",
                            "Release not known",
                            List.of(new Problem.Field("release", e.found(), e.expected(), "correct the value")))
                    .asException();
        }
    }
}
