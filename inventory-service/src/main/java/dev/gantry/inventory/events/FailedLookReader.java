package dev.gantry.inventory.events;

import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.inventory.flow.host.InspectionRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that a host could not be inspected. */
@ApplicationScoped
public class FailedLookReader implements EventHandler<HostInspectionFailed> {

    private final InspectionRecorder inspections;

    FailedLookReader(InspectionRecorder inspections) {
        this.inspections = inspections;
    }

    @Override
    public Class<HostInspectionFailed> reads() {
        return HostInspectionFailed.class;
    }

    @Override
    public void handle(HostInspectionFailed event, CloudEventContext received) {
        inspections.failed(event);
    }
}
