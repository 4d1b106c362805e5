package dev.gantry.inventory.events;

import dev.gantry.contracts.NovaConfigRendered;
import dev.gantry.inventory.flow.RecordProof;
import dev.gantry.kit.EventHandler;
import dev.gantry.kit.Received;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears that nova's configuration of a host was made, with or without errors. */
@ApplicationScoped
public class RenditionReader implements EventHandler<NovaConfigRendered> {

    private final RecordProof proofs;

    RenditionReader(RecordProof proofs) {
        this.proofs = proofs;
    }

    @Override
    public Class<NovaConfigRendered> reads() {
        return NovaConfigRendered.class;
    }

    @Override
    public void handle(NovaConfigRendered event, Received received) {
        proofs.rendered(event);
    }
}
