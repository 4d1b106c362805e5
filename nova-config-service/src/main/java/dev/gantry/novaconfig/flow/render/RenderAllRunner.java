package dev.gantry.novaconfig.flow.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import dev.gantry.novaconfig.flow.publish.PublishRunner;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.store.GpuHostRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** Renders every host again after the site's settings changed, each in its own transaction, then what they share. */
@ApplicationScoped
public class RenderAllRunner implements Worker {

    public static final String KIND = "render-all";
    public static final String KEY = "all";

    private final SiteQueries site;
    private final GpuHostRepository hosts;
    private final HostRenderService renderHost;
    private final JobQueue jobs;
    private final LeaseGuard guard;
    private final ObjectMapper json = new ObjectMapper();

    RenderAllRunner(
            SiteQueries site, GpuHostRepository hosts, HostRenderService renderHost, JobQueue jobs, LeaseGuard guard) {
        this.site = site;
        this.hosts = hosts;
        this.renderHost = renderHost;
        this.jobs = jobs;
        this.guard = guard;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws Exception {
        Cause cause = json.readValue(job.payload(), Cause.class);
        for (HostDevices host : site.hosts()) {
            RetryingTransaction.run(() -> {
                guard.check(job);
                hosts.lock(host.host())
                        .filter(GpuHost::isOffering)
                        .ifPresent(known -> renderHost.refresh(known, cause));
            });
        }
        RetryingTransaction.run(() -> {
            jobs.enqueue(SiteRenderRunner.KIND, SiteRenderRunner.KEY, cause);
            // What waits for a target that was just exchanged goes to the new one.
            jobs.enqueue(PublishRunner.KIND, PublishRunner.KEY, "");
        });
        return new Outcome.Done();
    }
}
