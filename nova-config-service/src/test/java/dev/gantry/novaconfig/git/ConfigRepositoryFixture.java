package dev.gantry.novaconfig.git;

import dev.gantry.novaconfig.git.ConfigRepository.Change;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.GroupForm;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.model.settings.GitTarget;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.nio.file.Path;
import java.util.Map;
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
}
