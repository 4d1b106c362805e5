package dev.gantry.novaconfig.flow.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.kit.trace.Ids;
import dev.gantry.novaconfig.flow.publish.PublishRunner;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.flavor.BookableResource;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.model.publish.Revision.State;
import dev.gantry.novaconfig.model.render.DriverFiles;
import dev.gantry.novaconfig.model.render.NovaConf;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.settings.PublicationTarget;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.store.RevisionRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the next rendition of what all hosts share, when its bytes differ. Many hosts' facts in a row make one. */
@ApplicationScoped
public class SiteRenderRunner implements Worker {

    public static final String KIND = "render-site";
    public static final String KEY = "site";

    private final SiteQueries site;
    private final HostRenderService publisher;
    private final JobQueue jobs;
    private final LeaseGuard fence;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    SiteRenderRunner(SiteQueries site, HostRenderService publisher, JobQueue jobs, LeaseGuard fence, Clock clock) {
        this.site = site;
        this.publisher = publisher;
        this.jobs = jobs;
        this.fence = fence;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws Exception {
        Cause cause = json.readValue(job.payload(), Cause.class);
        QuarkusTransaction.requiringNew().run(() -> {
            fence.check(job);
            render(cause);
        });
        return new Outcome.Done();
    }

    /** The files as they would be now, without storing anything. */
    public SortedMap<String, String> now() {
        return files(site.hosts(), site.settings());
    }

    private SortedMap<String, String> files(List<HostDevices> hosts, SiteSettings settings) {
        SortedMap<String, String> files = new TreeMap<>(SiteFiles.ofSite(hosts, settings));
        if (settings.forms().contains(SiteSettings.Form.KAYOBE)) {
            files.putAll(DriverFiles.of(site.driverUrls()));
        }
        return files;
    }

    private void render(Cause cause) {
        SiteSettings settings = site.settings();
        List<HostDevices> hosts = site.hosts();
        SortedMap<String, String> files = files(hosts, settings);
        String digest = Revision.digest(files);
        RevisionRow last = RevisionRow.newest(Revision.SITE).orElse(null);
        if (last != null && last.digest.equals(digest)) {
            return;
        }
        List<Finding> findings = Stream.concat(
                        NovaConf.check(settings).stream(), NovaConf.withoutDevice(hosts, settings).stream())
                .toList();
        boolean held = findings.stream().anyMatch(Finding::isError);
        RevisionRow row = RevisionRow.of(new Revision(
                Ids.next().toString(),
                Revision.SITE,
                last == null ? 1 : last.number + 1,
                0,
                settings.release().series(),
                digest,
                files,
                BookableResource.of(hosts, settings).stream()
                        .map(BookableResource::key)
                        .distinct()
                        .toList(),
                findings,
                held ? State.HELD : State.READY,
                cause,
                clock.instant(),
                null,
                null,
                List.of()));
        row.persist();
        PublicationTarget target = site.written().text().targetOrDefault();
        if (!held && target == PublicationTarget.SERVED) {
            publisher.publish(row, 0, target.word(), "/v1/renditions/" + row.id);
        } else if (!held) {
            jobs.enqueue(PublishRunner.KIND, PublishRunner.KEY, "");
        }
    }
}
