package dev.gantry.inventory.api.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A host in a list. */
@Schema(name = "HostLine")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostSummary(
        String name,
        long version,
        String state,
        Instant since,
        String address,
        List<String> groups,
        List<String> flags,

        @Schema(description = "Why it failed, or what it waits for") @Nullable
        String reason,

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
                reason(host),
                host.spec().labels());
    }

    private static @Nullable String reason(Host host) {
        Waiting waiting = Waiting.of(host);
        return waiting == null ? null : waiting.reason();
    }
}
