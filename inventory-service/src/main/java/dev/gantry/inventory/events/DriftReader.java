package dev.gantry.inventory.events;

import dev.gantry.contracts.host.HostDriftFound;
import dev.gantry.inventory.flow.host.InspectionRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that a host is not any more as it was made. */
@ApplicationScoped
public class DriftReader implements EventHandler<HostDriftFound> {

    private final InspectionRecorder inspections;

    DriftReader(InspectionRecorder inspections) {
        this.inspections = inspections;
    }

    @Override
    public Class<HostDriftFound> reads() {
        return HostDriftFound.class;
    }

    @Override
    public void handle(HostDriftFound event, CloudEventContext received) {
        inspections.drift(event);
    }
}
