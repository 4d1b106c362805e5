package dev.gantry.inventory.events;

import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.inventory.flow.host.PlacementRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears whether Placement shows a host. */
@ApplicationScoped
public class ProofReader implements EventHandler<PlacementChecked> {

    private final PlacementRecorder proofs;

    ProofReader(PlacementRecorder proofs) {
        this.proofs = proofs;
    }

    @Override
    public Class<PlacementChecked> reads() {
        return PlacementChecked.class;
    }

    @Override
    public void handle(PlacementChecked event, CloudEventContext received) {
        proofs.proven(event);
    }
}
