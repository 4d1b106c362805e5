package dev.gantry.inventory.flow.lifecycle;

import dev.gantry.contracts.host.DrainOptions;
import java.util.Optional;

/** Who drains a host may say how: a rollout that has begun with it. */
public interface DrainOptionsProvider {

    /** Empty: as the site has it. Within the transaction of the transition. */
    Optional<DrainOptions> of(String host);
}
