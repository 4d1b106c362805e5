package dev.gantry.novaconfig.model.flavor;

import java.time.Instant;

/** A flavor that a person defined. */
public record DefinedFlavor(Flavor flavor, long version, String changedBy, Instant changedAt) {}
