package dev.gantry.novaconfig.flow.device;

import dev.gantry.kit.job.JobQueue;
import dev.gantry.novaconfig.flow.publish.PublishRunner;
import dev.gantry.novaconfig.flow.render.HostRenderService;
import dev.gantry.novaconfig.flow.render.SiteRenderRunner;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.store.HostRow;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what is now known of a host, unless something newer is, and renders what that touches. */
@ApplicationScoped
public class HostDeviceUpdates {

    private final HostRenderService renderHost;
    private final JobQueue jobs;
    private final Clock clock;

    HostDeviceUpdates(HostRenderService renderHost, JobQueue jobs, Clock clock) {
        this.renderHost = renderHost;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The devices of a host as its provisioning ended. */
    @Transactional
    public void provisioned(HostDevices host, long version, @Nullable String driverVersion, Cause cause) {
        HostRow row = HostRow.locked(host.host()).orElseGet(() -> fresh(host.host()));
        if (stale(row, row.version, version)) {
            return;
        }
        row.version = version;
        group(row, version, host.groups());
        row.setDevices(host.devices());
        row.driverVersion = driverVersion;
        row.retired = false;
        row.changedAt = clock.instant();
        row.persist();
        renderHost.answer(row, cause);
        jobs.enqueue(SiteRenderRunner.KIND, SiteRenderRunner.KEY, cause);
    }

    /** The groups of a host. Its own files do not depend on them. */
    @Transactional
    public void regrouped(String host, long version, List<String> groups, Cause cause) {
        HostRow row = HostRow.locked(host).orElseGet(() -> fresh(host));
        if (stale(row, row.groupsVersion, version)) {
            return;
        }
        group(row, version, groups);
        row.changedAt = clock.instant();
        row.persist();
        if (row.version > 0) {
            jobs.enqueue(SiteRenderRunner.KIND, SiteRenderRunner.KEY, cause);
        }
    }

    /** Where the host's driver comes from. Of no weight for Nova: the newest that was heard counts. */
    @Transactional
    public void driver(String host, String url) {
        HostRow row = HostRow.locked(host).orElseGet(() -> fresh(host));
        row.driverUrl = url;
        row.changedAt = clock.instant();
        row.persist();
    }

    /** What flavors are held against. The newest that was heard counts: a look changes nothing. */
    @Transactional
    public void facts(HostFacts facts) {
        HostRow row = HostRow.locked(facts.host()).orElseGet(() -> fresh(facts.host()));
        row.numaNodes = facts.numaNodes();
        row.kernelArguments = facts.kernelArguments();
        row.changedAt = clock.instant();
        row.persist();
    }

    /** The row stays, so that an older fact cannot bring the host back. */
    @Transactional
    public void retired(String host, long version, Cause cause) {
        HostRow row = HostRow.locked(host).orElseGet(() -> fresh(host));
        if (stale(row, row.version, version)) {
            return;
        }
        row.version = version;
        row.retired = true;
        row.devices = List.of();
        row.changedAt = clock.instant();
        row.persist();
        jobs.enqueue(SiteRenderRunner.KIND, SiteRenderRunner.KEY, cause);
        // Its own file goes from the repository also where what all share stays as it is.
        jobs.enqueue(PublishRunner.KIND, PublishRunner.KEY, "");
    }

    private static void group(HostRow row, long version, List<String> groups) {
        if (version >= row.groupsVersion) {
            row.groupsVersion = version;
            row.groups = groups.stream().distinct().sorted().toList();
        }
    }

    private static boolean stale(HostRow row, long known, long version) {
        boolean older = version < known;
        if (older) {
            Log.infof("ignored older fact host=%s version=%d known=%d", row.name, version, known);
        }
        return older;
    }

    private static HostRow fresh(String name) {
        HostRow row = new HostRow();
        row.name = name;
        row.groups = List.of();
        row.devices = List.of();
        return row;
    }
}
