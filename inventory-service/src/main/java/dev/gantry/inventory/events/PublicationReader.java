package dev.gantry.inventory.events;

import dev.gantry.contracts.NovaConfigPublished;
import dev.gantry.inventory.flow.RecordProof;
import dev.gantry.kit.EventHandler;
import dev.gantry.kit.Received;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that nova's configuration of a host is published. */
@ApplicationScoped
public class PublicationReader implements EventHandler<NovaConfigPublished> {

    private final RecordProof proofs;

    PublicationReader(RecordProof proofs) {
        this.proofs = proofs;
    }

    @Override
    public Class<NovaConfigPublished> reads() {
        return NovaConfigPublished.class;
    }

    @Override
    public void handle(NovaConfigPublished event, Received received) {
        proofs.published(event);
    }
}
