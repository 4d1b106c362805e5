package dev.gantry.inventory.source.model;

import dev.gantry.inventory.model.text.Violation;
import java.util.List;

/** Why the newest commit is not in force, and the next step. {@code violations} are those of a folder that cannot be imported, at most {@value #MOST}. */
public record SourceProblem(String reason, String detail, String fix, List<Violation> violations) {

    private static final int MOST = 50;

    public SourceProblem {
        violations = List.copyOf(violations.subList(0, Math.min(MOST, violations.size())));
    }

    public static SourceProblem because(String reason, String detail, String fix) {
        return new SourceProblem(reason, detail, fix, List.of());
    }
}
