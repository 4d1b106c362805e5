package dev.gantry.novaconfig.flow.publish;

import dev.gantry.novaconfig.git.ConfigRepository;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.RevisionState;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.store.GpuHostRepository;
import dev.gantry.novaconfig.store.RevisionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which revisions may be published now: of hosts that are there, not held back, and made by the settings of now. */
@ApplicationScoped
class PublishableRevisions {

    private final RevisionRepository revisions;
    private final GpuHostRepository hosts;

    PublishableRevisions(RevisionRepository revisions, GpuHostRepository hosts) {
        this.revisions = revisions;
        this.hosts = hosts;
    }

    /** The newest of each scope that is there. */
    @Transactional
    List<Revision> newest() {
        Set<String> there = hosts.offering().stream().map(GpuHost::name).collect(Collectors.toSet());
        return revisions.newestOfEach().stream()
                .filter(r -> r.isSite() || there.contains(r.scope()))
                .toList();
    }

    @Transactional
    List<Revision> waiting() {
        return newest().stream().filter(r -> r.state() == RevisionState.READY).toList();
    }

    /** Scopes that were not yet rendered by these settings. */
    @Transactional
    List<String> behind(long settings) {
        List<String> behind = new ArrayList<>();
        List<GpuHost> offering = hosts.offering();
        for (GpuHost host : offering) {
            if (isBehind(revisions.newest(host.name()), settings)) {
                behind.add(host.name());
            }
        }
        if (!offering.isEmpty() && isBehind(revisions.newest(Revision.SITE), settings)) {
            behind.add("the site");
        }
        return behind;
    }

    private static boolean isBehind(Optional<Revision> newest, long settings) {
        return newest.isEmpty() || newest.get().settings() != settings;
    }

    @Transactional
    List<String> hostNames() {
        return hosts.offering().stream().map(GpuHost::name).toList();
    }

    @Transactional
    long versionOf(Revision revision) {
        return hosts.read(revision.scope()).map(GpuHost::version).orElse(revision.hostVersion());
    }

    @Transactional
    void store(Revision revision) {
        revisions.store(revision);
    }

    /**
     * All that should be in the repository, not only what waits: what is no longer wanted is taken out of it. A host whose newest revision is
     * held back keeps an older one only while that is of the same settings.
     */
    @Transactional
    ConfigRepository.Change change(long settings, List<Revision> waiting) {
        Map<String, String> files = new TreeMap<>();
        List<HostDevices> devices = new ArrayList<>();
        for (GpuHost host : hosts.offering()) {
            devices.add(host.hostDevices());
            revisions
                    .newestGood(host.name(), settings)
                    .ifPresent(r -> files.putAll(r.content().files()));
        }
        revisions
                .newestGood(Revision.SITE, settings)
                .ifPresent(r -> files.putAll(r.content().files()));
        files.entrySet().removeIf(f -> !SiteFiles.belongsInRepository(f));
        return new ConfigRepository.Change(files, devices, CommitMessage.of(waiting));
    }
}
