package dev.gantry.inventory.flow.approval;

import org.jspecify.annotations.Nullable;

/** The approval of one plan, by its digest. {@code overrideReason} lets devices go although a guest uses them. */
public record ApprovalRequest(String digest, @Nullable String overrideReason) {}
