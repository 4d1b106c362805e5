package dev.gantry.novaconfig.flow.drain;

import dev.gantry.contracts.nova.HostDrainChanged;
import dev.gantry.kit.event.Outbox;
import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.store.DrainRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The one place where a drain is stored: with it goes the event that tells of it, in the caller's transaction. */
@ApplicationScoped
class DrainJournal {

    private final DrainRepository drains;
    private final Outbox outbox;

    DrainJournal(DrainRepository drains, Outbox outbox) {
        this.drains = drains;
        this.outbox = outbox;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Drain keep(Drain drain) {
        boolean isNews = drains.read(drain.host())
                .map(DrainJournal::event)
                .filter(event(drain)::equals)
                .isEmpty();
        drains.store(drain);
        if (isNews) {
            outbox.publish(event(drain));
        }
        return drain;
    }

    private static HostDrainChanged event(Drain drain) {
        return new HostDrainChanged(
                drain.host(),
                drain.version(),
                drain.state().name(),
                drain.waitsFor(),
                drain.moves().stream()
                        .map(m -> new HostDrainChanged.MovedServer(
                                m.id(), m.name(), m.way().name(), m.state().name(), m.detail()))
                        .toList());
    }
}
