package dev.gantry.inventory.rollout.flow;

import dev.gantry.contracts.host.DrainOptions;
import dev.gantry.inventory.flow.lifecycle.DrainOptionsProvider;
import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutRules;
import dev.gantry.inventory.rollout.store.RolloutRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;

/** How guests leave a host whose turn in a rollout has come. */
@ApplicationScoped
class RolloutDrainOptions implements DrainOptionsProvider {

    private final RolloutRepository rollouts;

    RolloutDrainOptions(RolloutRepository rollouts) {
        this.rollouts = rollouts;
    }

    @Override
    public Optional<DrainOptions> of(String host) {
        return rollouts.newest().stream()
                .filter(rollout -> rollout.state() != Rollout.State.SUCCEEDED)
                .filter(rollout ->
                        rollout.hosts().stream().anyMatch(h -> h.host().equals(host) && h.isOpen()))
                .map(Rollout::rules)
                .map(RolloutRules::drain)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
