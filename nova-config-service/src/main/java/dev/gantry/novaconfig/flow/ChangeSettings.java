package dev.gantry.novaconfig.flow;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.security.Actor;
import dev.gantry.novaconfig.model.Finding;
import dev.gantry.novaconfig.model.NovaConf;
import dev.gantry.novaconfig.model.Rendition.Cause;
import dev.gantry.novaconfig.model.SettingsText;
import dev.gantry.novaconfig.model.SettingsText.BadField;
import dev.gantry.novaconfig.model.SiteSettings;
import dev.gantry.novaconfig.store.SettingsRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores the site's settings and has everything rendered again by them. */
@ApplicationScoped
public class ChangeSettings {

    private final SiteBook site;
    private final JobQueue jobs;
    private final Actor actor;
    private final Clock clock;

    ChangeSettings(SiteBook site, JobQueue jobs, Actor actor, Clock clock) {
        this.site = site;
        this.jobs = jobs;
        this.actor = actor;
        this.clock = clock;
    }

    /** @throws SettingsText.Refused when a field is not what it should be or the release cannot do what is asked */
    @Transactional
    public SiteBook.Written change(SettingsText wanted, @Nullable String ifMatch) {
        SettingsRow row = SettingsRow.locked().orElseGet(SettingsRow::new);
        if (row.version > 0) {
            EntityTags.require(ifMatch, row.version);
        }
        SiteSettings parsed = wanted.accept(site.usualRelease());
        List<Finding> impossible =
                NovaConf.check(parsed).stream().filter(Finding::isError).toList();
        if (!impossible.isEmpty()) {
            throw new SettingsText.Refused(impossible.stream()
                    .map(f -> new BadField(f.subject(), f.code(), f.text(), f.next()))
                    .toList());
        }
        row.version++;
        row.body = wanted;
        row.changedBy = actor.name();
        row.changedAt = clock.instant();
        row.persist();
        Cause cause = new Cause("settings-" + row.version, "settings changed", row.changedBy);
        jobs.enqueue(RenderAll.KIND, RenderAll.KEY, cause);
        return new SiteBook.Written(row.version, row.body);
    }
}
