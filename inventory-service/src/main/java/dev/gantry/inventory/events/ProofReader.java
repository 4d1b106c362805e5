package dev.gantry.inventory.events;

import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.inventory.flow.host.PlacementRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears whether Placement shows a host. */
@ApplicationScoped
public class ProofReader implements EventHandler<PlacementChecked> {

    private final PlacementRecorder placement;

    ProofReader(PlacementRecorder placement) {
        this.placement = placement;
    }

    @Override
    public Class<PlacementChecked> reads() {
        return PlacementChecked.class;
    }

    @Override
    public void handle(PlacementChecked event, CloudEventContext received) {
        placement.record(event);
    }
}
