package dev.gantry.imagebuilder.model.image;

import dev.gantry.imagebuilder.model.Violation;
import java.util.List;

/**
 * What became, or would become, of one item of an import: {@code changes} names the fields in which it differs from the definition that is here,
 * {@code violations} why it was not taken.
 */
public record ImportedItem(
        String where,
        String name,
        Outcome outcome,
        List<String> changes,
        List<Violation> violations,
        List<String> warnings) {

    public ImportedItem {
        changes = List.copyOf(changes);
        violations = List.copyOf(violations);
        warnings = List.copyOf(warnings);
    }

    /** How it ended. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        REFUSED
    }
}
