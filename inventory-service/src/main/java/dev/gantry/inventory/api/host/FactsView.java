package dev.gantry.inventory.api.host;

import dev.gantry.contracts.inspection.Facts;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an inspection found, and when. */
@Schema(name = "InspectedFacts")
public record FactsView(Instant at, Facts facts) {}
