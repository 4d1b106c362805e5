package dev.gantry.inventory.events;

import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.inventory.flow.host.RunRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that a host is as wanted. */
@ApplicationScoped
public class RunReader implements EventHandler<HostProvisioned> {

    private final RunRecorder runs;

    RunReader(RunRecorder runs) {
        this.runs = runs;
    }

    @Override
    public Class<HostProvisioned> reads() {
        return HostProvisioned.class;
    }

    @Override
    public void handle(HostProvisioned event, CloudEventContext received) {
        runs.provisioned(event);
    }
}
