package dev.gantry.novaconfig.events;

import dev.gantry.contracts.desired.DesiredDriver;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.novaconfig.flow.device.HostDeviceUpdates;
import jakarta.enterprise.context.ApplicationScoped;

/** Only here it is said where a host's driver comes from, which kayobe's vgpu.yml tells as well. */
@ApplicationScoped
public class HostProvisionRequestedHandler implements EventHandler<HostProvisionRequested> {

    private final HostDeviceUpdates takeDevices;

    HostProvisionRequestedHandler(HostDeviceUpdates takeDevices) {
        this.takeDevices = takeDevices;
    }

    @Override
    public Class<HostProvisionRequested> reads() {
        return HostProvisionRequested.class;
    }

    @Override
    public void handle(HostProvisionRequested e, CloudEventContext received) {
        DesiredDriver driver = e.desiredState().driver();
        if (driver != null) {
            takeDevices.driver(e.host(), driver.url());
        }
    }
}
