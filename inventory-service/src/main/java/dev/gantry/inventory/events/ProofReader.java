package dev.gantry.inventory.events;

import dev.gantry.contracts.PlacementProven;
import dev.gantry.inventory.flow.RecordProof;
import dev.gantry.kit.EventHandler;
import dev.gantry.kit.Received;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears whether Placement shows a host. */
@ApplicationScoped
public class ProofReader implements EventHandler<PlacementProven> {

    private final RecordProof proofs;

    ProofReader(RecordProof proofs) {
        this.proofs = proofs;
    }

    @Override
    public Class<PlacementProven> reads() {
        return PlacementProven.class;
    }

    @Override
    public void handle(PlacementProven event, Received received) {
        proofs.proven(event);
    }
}
