package dev.gantry.novaconfig.model.conf;

/** Why Nova refuses a value, or reads it otherwise than it was meant. {@code code} is kebab-case; {@code fix} is what to write. */
public record ConfProblem(String code, String text, String fix) {}
