package dev.gantry.inventory.flow.settings;

import jakarta.enterprise.context.Dependent;
import java.time.Clock;

/** What time it is, and how long things may take. */
@Dependent
public class Timing {

    private final Clock clock;
    private final InventorySettings settings;

    Timing(Clock clock, InventorySettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    public Clock clock() {
        return clock;
    }

    public InventorySettings settings() {
        return settings;
    }
}
