package dev.gantry.inventory.events;

import dev.gantry.contracts.host.HostInspected;
import dev.gantry.inventory.flow.host.InspectionRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that a host was inspected. */
@ApplicationScoped
public class LookReader implements EventHandler<HostInspected> {

    private final InspectionRecorder inspections;

    LookReader(InspectionRecorder inspections) {
        this.inspections = inspections;
    }

    @Override
    public Class<HostInspected> reads() {
        return HostInspected.class;
    }

    @Override
    public void handle(HostInspected event, CloudEventContext received) {
        inspections.inspected(event);
    }
}
