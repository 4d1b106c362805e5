package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.model.HostDriver;
import dev.gantry.imagebuilder.store.HostDrivers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the newest that is known of each host's driver; an older word about a host is ignored. */
@ApplicationScoped
public class NoteHostDriver {

    private final HostDrivers hosts;

    NoteHostDriver(HostDrivers hosts) {
        this.hosts = hosts;
    }

    public void note(String host, long version, List<String> groups, @Nullable String driverVersion) {
        hosts.save(new HostDriver(host, version, groups, driverVersion));
    }

    public void forget(String host) {
        hosts.delete(host);
    }
}
