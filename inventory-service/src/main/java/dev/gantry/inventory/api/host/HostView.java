package dev.gantry.inventory.api.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.model.host.Approval;
import dev.gantry.inventory.model.host.Failure;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.Waiting;
import dev.gantry.inventory.model.lifecycle.Operation;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A host: where it stands, what is true besides, what it offers, and the spec as PUT takes it. {@code reason} tells why it failed. */
@Schema(name = "Host")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostView(
        String name,
        long version,
        String state,
        Instant since,
        @Nullable Instant deadline,
        List<FlagView> flags,
        @Nullable String reason,
        @Nullable Failure failure,
        @Nullable Approval approval,

        @Schema(description = "What the host waits for, and the calls with which a person goes on") @Nullable
        Waiting waitsFor,

        @Schema(description = "The operations that the state allows")
        List<String> operations,

        List<String> groups,
        List<Device> devices,
        @Nullable String driverVersion,
        HostBody spec) {

    /** A raised flag and why. */
    @Schema(name = "Flag")
    public record FlagView(String flag, String reason) {}

    static HostView of(Host host, HostQueries.OfferedDevices offer) {
        return new HostView(
                host.name(),
                host.version(),
                host.state().name(),
                host.since(),
                host.deadline(),
                host.flags().entrySet().stream()
                        .map(e -> new FlagView(e.getKey().word(), e.getValue()))
                        .toList(),
                host.failure() == null
                        ? null
                        : host.failure().reason() + ": " + host.failure().detail(),
                host.failure(),
                host.approval(),
                Waiting.of(host),
                host.state().operations().stream().map(Operation::word).toList(),
                host.spec().groups(),
                offer.devices(),
                offer.driverVersion(),
                HostBody.of(host.spec()));
    }
}
