package dev.gantry.inventory.events;

import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.inventory.flow.host.PlacementRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that nova's configuration of a host is published. */
@ApplicationScoped
public class PublicationReader implements EventHandler<NovaConfigPublished> {

    private final PlacementRecorder placement;

    PublicationReader(PlacementRecorder placement) {
        this.placement = placement;
    }

    @Override
    public Class<NovaConfigPublished> reads() {
        return NovaConfigPublished.class;
    }

    @Override
    public void handle(NovaConfigPublished event, CloudEventContext received) {
        placement.published(event);
    }
}
