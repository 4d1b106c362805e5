package dev.gantry.inventory.rollout.flow;

import dev.gantry.contracts.rollout.RolloutChanged;
import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutHost.Stage;
import dev.gantry.inventory.rollout.store.RolloutRepository;
import dev.gantry.kit.event.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Stores a rollout and tells it, in one transaction. */
@ApplicationScoped
class RolloutJournal {

    private final RolloutRepository rollouts;
    private final Outbox outbox;

    RolloutJournal(RolloutRepository rollouts, Outbox outbox) {
        this.rollouts = rollouts;
        this.outbox = outbox;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void store(Rollout rollout) {
        rollouts.store(rollout);
        outbox.publish(new RolloutChanged(
                rollout.name(),
                rollout.version(),
                rollout.state().name(),
                rollout.direction().name(),
                rollout.reason(),
                new RolloutChanged.Hosts(
                        rollout.count(Stage.WAITING),
                        rollout.count(Stage.UNDER_WAY),
                        rollout.count(Stage.SOAKING),
                        rollout.count(Stage.SUCCEEDED),
                        rollout.count(Stage.FAILED))));
    }
}
