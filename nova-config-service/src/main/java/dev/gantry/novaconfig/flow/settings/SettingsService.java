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
import dev.gantry.novaconfig.store.SettingsRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores the site's settings and has everything rendered again by them. */
@ApplicationScoped
public class SettingsService {

    private final SiteQueries site;
    private final JobQueue jobs;
    private final Actor actor;
    private final Clock clock;

    SettingsService(SiteQueries site, JobQueue jobs, Actor actor, Clock clock) {
        this.site = site;
        this.jobs = jobs;
        this.actor = actor;
        this.clock = clock;
    }

    /** @throws SettingsDocument.Refused when a field is not what it should be or the release cannot do what is asked */
    @Transactional
    public SiteQueries.Written change(SettingsDocument wanted, @Nullable String ifMatch) {
        SettingsRow row = SettingsRow.locked().orElseGet(SettingsRow::new);
        if (row.version > 0) {
            EntityTags.require(ifMatch, row.version);
        }
        SiteSettings parsed = wanted.accept(site.usualRelease());
        List<Finding> impossible =
                NovaConf.check(parsed).stream().filter(Finding::isError).toList();
        if (!impossible.isEmpty()) {
            throw new SettingsDocument.Refused(impossible.stream()
                    .map(f -> new BadField(f.subject(), f.code(), f.text(), f.next()))
                    .toList());
        }
        row.version++;
        row.body = wanted;
        row.changedBy = actor.name();
        row.changedAt = clock.instant();
        row.persist();
        Cause cause = new Cause("settings-" + row.version, "settings changed", row.changedBy);
        jobs.enqueue(RenderAllRunner.KIND, RenderAllRunner.KEY, cause);
        return new SiteQueries.Written(row.version, row.body);
    }
}
