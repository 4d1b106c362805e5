package dev.gantry.inventory.model.host;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the last inspection found, and what the provisioner would change; {@code plan} null once it was applied. */
public record Inspection(Facts facts, @Nullable Plan plan, Instant at) {}
