package dev.gantry.novaconfig.events;

import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.novaconfig.flow.TakeDevices;
import dev.gantry.novaconfig.model.HostDevices;
import dev.gantry.novaconfig.model.Rendition.Cause;
import jakarta.enterprise.context.ApplicationScoped;

/** A host's devices are proven: render from them. */
@ApplicationScoped
public class HostProvisionedHandler implements EventHandler<HostProvisioned> {

    private final TakeDevices takeDevices;

    HostProvisionedHandler(TakeDevices takeDevices) {
        this.takeDevices = takeDevices;
    }

    @Override
    public Class<HostProvisioned> reads() {
        return HostProvisioned.class;
    }

    @Override
    public void handle(HostProvisioned e, CloudEventContext received) {
        var devices = e.devices().stream().map(ContractDevices::device).toList();
        takeDevices.provisioned(
                new HostDevices(e.host(), e.groups(), devices),
                e.version(),
                e.driverVersion(),
                new Cause(received.id(), "host " + e.host() + " provisioned by run " + e.runId(), received.source()));
    }
}
