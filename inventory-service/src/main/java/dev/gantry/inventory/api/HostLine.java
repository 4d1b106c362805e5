package dev.gantry.inventory.api;

import dev.gantry.inventory.model.Flag;
import dev.gantry.inventory.model.Host;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A host in a list. */
@Schema(name = "HostLine")
public record HostLine(
        String name,
        long version,
        String state,
        Instant since,
        String address,
        List<String> groups,
        List<String> flags) {

    static HostLine of(Host host) {
        return new HostLine(
                host.name(),
                host.version(),
                host.state().name(),
                host.since(),
                host.spec().reach().address(),
                host.spec().groups(),
                host.flags().keySet().stream().map(Flag::word).toList());
    }
}
