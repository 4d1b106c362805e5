package dev.gantry.inventory.events;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.inventory.flow.host.InspectionRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that a host was looked at. */
@ApplicationScoped
public class LookReader implements EventHandler<HostInspected> {

    private final InspectionRecorder looks;

    LookReader(InspectionRecorder looks) {
        this.looks = looks;
    }

    @Override
    public Class<HostInspected> reads() {
        return HostInspected.class;
    }

    @Override
    public void handle(HostInspected event, CloudEventContext received) {
        looks.inspected(event);
    }
}
