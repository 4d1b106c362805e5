package dev.gantry.inventory.model.host;

import org.jspecify.annotations.Nullable;

/**
 * A person's yes to one plan, by its digest. {@code overrideReason}: why its devices may go although guests use them; null where they may
 * not.
 */
public record Approval(
        String digest, String by, String reason, @Nullable String overrideReason) {}
