package dev.gantry.imagebuilder.model.alignment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The driver a host was last seen with; null when it has none. */
public record HostDriver(
        String host,
        long version,
        List<String> groups,
        @Nullable String driverVersion) {

    public HostDriver {
        groups = List.copyOf(groups);
    }
}
