package dev.gantry.inventory.api.host;

import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A host in a list. */
@Schema(name = "HostLine")
public record HostSummary(
        String name,
        long version,
        String state,
        Instant since,
        String address,
        List<String> groups,
        List<String> flags,
        Map<String, String> labels) {

    static HostSummary of(Host host) {
        return new HostSummary(
                host.name(),
                host.version(),
                host.state().name(),
                host.since(),
                host.spec().reach().address(),
                host.spec().groups(),
                host.flags().keySet().stream().map(Flag::word).toList(),
                host.spec().labels());
    }
}
