package dev.gantry.novaconfig.flow.settings;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.security.Actor;
import dev.gantry.novaconfig.flow.render.RenderAllRunner;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.model.render.NovaConf;
import dev.gantry.novaconfig.model.settings.SettingsDocument;
import dev.gantry.novaconfig.model.settings.SettingsDocument.BadField;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.model.settings.StoredSettings;
import dev.gantry.novaconfig.store.SettingsRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the site's settings and has everything rendered again by them. */
@ApplicationScoped
public class SettingsService {

    private final SiteQueries site;
    private final SettingsRepository settings;
    private final JobQueue jobs;
    private final Actor actor;

    SettingsService(SiteQueries site, SettingsRepository settings, JobQueue jobs, Actor actor) {
        this.site = site;
        this.settings = settings;
        this.jobs = jobs;
        this.actor = actor;
    }

    /** @throws SettingsDocument.Refused when a field is not what it should be or the release cannot do what is asked */
    @Transactional
    public StoredSettings change(SettingsDocument wanted, @Nullable String ifMatch) {
        Optional<StoredSettings> before = settings.lock();
        before.ifPresent(b -> EntityTags.require(ifMatch, b.version()));
        SiteSettings parsed = wanted.accept(site.usualRelease());
        List<Finding> impossible =
                NovaConf.check(parsed).stream().filter(Finding::isError).toList();
        if (!impossible.isEmpty()) {
            throw new SettingsDocument.Refused(impossible.stream()
                    .map(f -> new BadField(f.subject(), f.code(), f.text(), f.next()))
                    .toList());
        }
        StoredSettings now =
                new StoredSettings(before.map(StoredSettings::version).orElse(0L) + 1, wanted);
        settings.store(now, actor.name());
        Cause cause = new Cause("settings-" + now.version(), "settings changed", actor.name());
        jobs.enqueue(RenderAllRunner.KIND, RenderAllRunner.KEY, cause);
        return now;
    }
}
