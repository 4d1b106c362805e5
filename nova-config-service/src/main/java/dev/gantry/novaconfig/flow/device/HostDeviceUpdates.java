package dev.gantry.novaconfig.flow.device;

import dev.gantry.kit.job.JobQueue;
import dev.gantry.novaconfig.flow.publish.PublishRunner;
import dev.gantry.novaconfig.flow.render.HostRenderService;
import dev.gantry.novaconfig.flow.render.SiteRenderRunner;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.store.GpuHostRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores what is now known of a host, unless something newer is, and renders what that touches. */
@ApplicationScoped
public class HostDeviceUpdates {

    private final GpuHostRepository hosts;
    private final HostRenderService renderHost;
    private final JobQueue jobs;

    HostDeviceUpdates(GpuHostRepository hosts, HostRenderService renderHost, JobQueue jobs) {
        this.hosts = hosts;
        this.renderHost = renderHost;
        this.jobs = jobs;
    }

    /** The devices of a host as its provisioning ended. */
    @Transactional
    public void provisioned(HostDevices found, long version, @Nullable String driverVersion, Cause cause) {
        stored(locked(found.host()).provisioned(found, version, driverVersion), found.host(), version)
                .ifPresent(host -> {
                    // Everywhere the job of the site before that which publishes: two orders would be a deadlock.
                    jobs.enqueue(SiteRenderRunner.KIND, SiteRenderRunner.KEY, cause);
                    renderHost.answer(host, cause);
                });
    }

    /** The groups of a host. Its own files do not depend on them. */
    @Transactional
    public void regrouped(String name, long version, List<String> groups, Cause cause) {
        stored(locked(name).regrouped(groups, version), name, version)
                .filter(GpuHost::isOffering)
                .ifPresent(host -> jobs.enqueue(SiteRenderRunner.KIND, SiteRenderRunner.KEY, cause));
    }

    /** Where the host's driver comes from. Of no weight for Nova: the newest that was heard counts. */
    @Transactional
    public void driver(String name, String url) {
        hosts.store(locked(name).withDriverUrl(url));
    }

    /** What flavors are held against. */
    @Transactional
    public void facts(HostFacts facts) {
        hosts.store(locked(facts.host()).withFacts(facts));
    }

    /** The host is kept, so that an older fact cannot bring it back. */
    @Transactional
    public void retired(String name, long version, Cause cause) {
        stored(locked(name).retired(version), name, version).ifPresent(host -> {
            jobs.enqueue(SiteRenderRunner.KIND, SiteRenderRunner.KEY, cause);
            // Its own file goes from the repository also where what all share stays as it is.
            jobs.enqueue(PublishRunner.KIND, PublishRunner.KEY, "");
        });
    }

    private GpuHost locked(String name) {
        return hosts.lock(name).orElseGet(() -> GpuHost.unknown(name));
    }

    private Optional<GpuHost> stored(Optional<GpuHost> changed, String name, long version) {
        changed.ifPresentOrElse(
                hosts::store, () -> Log.infof("ignored older fact hostId=%s version=%d", name, version));
        return changed;
    }
}
