package dev.gantry.imagebuilder.flow.alignment;

import dev.gantry.imagebuilder.model.alignment.HostDriver;
import dev.gantry.imagebuilder.store.alignment.HostDriverRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the newest that is known of each host's driver; an older word about a host is ignored. */
@ApplicationScoped
public class HostDriverRecorder {

    private final HostDriverRepository hosts;

    HostDriverRecorder(HostDriverRepository hosts) {
        this.hosts = hosts;
    }

    public void record(String host, long version, List<String> groups, @Nullable String driverVersion) {
        hosts.save(new HostDriver(host, version, groups, driverVersion));
    }

    public void forget(String host) {
        hosts.delete(host);
    }
}
