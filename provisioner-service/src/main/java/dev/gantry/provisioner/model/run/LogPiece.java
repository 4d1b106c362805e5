package dev.gantry.provisioner.model.run;

/** Whole lines of a run's log; {@code id} rises. */
public record LogPiece(long id, String text) {}
