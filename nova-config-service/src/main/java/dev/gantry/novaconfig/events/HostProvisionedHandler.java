package dev.gantry.novaconfig.events;

import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.novaconfig.flow.device.HostDeviceUpdates;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import jakarta.enterprise.context.ApplicationScoped;

/** A host's devices are proven: render from them. */
@ApplicationScoped
public class HostProvisionedHandler implements EventHandler<HostProvisioned> {

    private final HostDeviceUpdates takeDevices;

    HostProvisionedHandler(HostDeviceUpdates takeDevices) {
        this.takeDevices = takeDevices;
    }

    @Override
    public Class<HostProvisioned> reads() {
        return HostProvisioned.class;
    }

    @Override
    public void handle(HostProvisioned e, CloudEventContext received) {
        var devices = e.devices().stream().map(ContractMapper::device).toList();
        takeDevices.provisioned(
                new HostDevices(e.host(), e.groups(), devices),
                e.version(),
                e.driverVersion(),
                new Cause(received.id(), "host " + e.host() + " provisioned by run " + e.runId(), received.source()));
    }
}
