package dev.gantry.inventory.api.host;

import dev.gantry.contracts.inspection.Facts;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a look found, and when. */
@Schema(name = "SeenFacts")
public record FactsView(Instant at, Facts facts) {}
