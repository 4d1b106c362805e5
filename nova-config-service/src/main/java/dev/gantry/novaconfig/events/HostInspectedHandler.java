package dev.gantry.novaconfig.events;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.inspection.InspectedCard;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.novaconfig.flow.device.HostDeviceUpdates;
import dev.gantry.novaconfig.model.device.HostFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** What a look at a host tells of its NUMA nodes and pages: flavors are held against it. */
@ApplicationScoped
public class HostInspectedHandler implements EventHandler<HostInspected> {

    private final HostDeviceUpdates takeDevices;

    HostInspectedHandler(HostDeviceUpdates takeDevices) {
        this.takeDevices = takeDevices;
    }

    @Override
    public Class<HostInspected> reads() {
        return HostInspected.class;
    }

    @Override
    public void handle(HostInspected e, CloudEventContext received) {
        int nodes = e.facts().cards().stream()
                .map(InspectedCard::numaNode)
                .filter(Objects::nonNull)
                .mapToInt(node -> node + 1)
                .max()
                .orElse(0);
        takeDevices.facts(new HostFacts(e.host(), nodes, e.facts().kernelArguments()));
    }
}
