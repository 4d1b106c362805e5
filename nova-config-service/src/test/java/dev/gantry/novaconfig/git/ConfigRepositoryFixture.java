package dev.gantry.novaconfig.git;

import dev.gantry.novaconfig.git.ConfigRepository.Change;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.GroupForm;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.model.settings.GitTarget;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.testing.git.BareRepository;
import dev.gantry.testing.git.GitOverSsh;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A remote repository of its own, and what is brought there. */
abstract class ConfigRepositoryFixture {

    static final String CONF = "etc/kayobe/" + SiteFiles.GROUP_CONF;
    static final Change GUIDE = new Change(
            Map.of(SiteFiles.GROUP_CONF, GroupForm.render(Sites.guide(), SiteSettings.defaults(NovaRelease.EPOXY))),
            Sites.guide(),
            "nova: GPU configuration of computegpu007\n\n- host provisioned\n");

    @TempDir
    Path temp;

    BareRepository remote;

    @BeforeEach
    final void makeRemote() throws Exception {
        remote = new BareRepository(temp);
    }

    final ConfigRepository repository() {
        return new ConfigRepository(temp.resolve("work"));
    }

    final GitTarget target() {
        return new GitTarget(remote.url(), "main", null, "Gantry", "gantry@example.org", null, null, null, null);
    }

    /** @param pins the file of known hosts, null for none */
    static GitTarget target(GitOverSsh server, @Nullable Path pins) {
        return new GitTarget(
                server.url(),
                "main",
                null,
                null,
                null,
                server.key().toString(),
                pins == null ? null : pins.toString(),
                null,
                null);
    }
}
