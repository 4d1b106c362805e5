package dev.gantry.inventory.store;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import java.time.Instant;

/** What the last look found, and what the provisioner would change; {@code plan} null once it was applied. */
public record Sighting(Facts facts, Plan plan, Instant at) {}
