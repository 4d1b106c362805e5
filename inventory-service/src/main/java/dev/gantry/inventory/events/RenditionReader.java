package dev.gantry.inventory.events;

import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.inventory.flow.host.PlacementRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that nova's configuration of a host was made, with or without errors. */
@ApplicationScoped
public class RenditionReader implements EventHandler<NovaConfigRendered> {

    private final PlacementRecorder placement;

    RenditionReader(PlacementRecorder placement) {
        this.placement = placement;
    }

    @Override
    public Class<NovaConfigRendered> reads() {
        return NovaConfigRendered.class;
    }

    @Override
    public void handle(NovaConfigRendered event, CloudEventContext received) {
        placement.rendered(event);
    }
}
