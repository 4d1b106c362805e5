package dev.gantry.novaconfig.flow;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.model.NovaRelease;
import dev.gantry.novaconfig.model.lint.Lint;
import dev.gantry.novaconfig.model.lint.SiteLints;
import dev.gantry.novaconfig.yaml.ConfigFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks a kayobe configuration through and stores nothing. */
@ApplicationScoped
public class LintFolder {

    private final SiteBook site;

    LintFolder(SiteBook site) {
        this.site = site;
    }

    /** @param release the site's own when left out */
    public List<Lint> lint(Map<String, String> files, @Nullable String release) {
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
            return SiteLints.all(ConfigFolder.read(files), of);
        } catch (MalformedValueException e) {
            throw Problem.invalid(
                            "release-unknown",
                            "Release not known",
                            List.of(new Problem.Field("release", e.found(), e.expected(), "correct the value")))
                    .asException();
        }
    }
}
