package dev.gantry.inventory.model.ansible;

import dev.gantry.inventory.model.text.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was noticed while a folder was read: what is wrong, what is doubtful, and the line on which each variable stands. */
public final class ReadingNotes {

    private final List<Violation> violations = new ArrayList<>();
    private final List<Violation> warnings = new ArrayList<>();
    private final Map<String, Map<String, Integer>> lines = new HashMap<>();

    public void violation(Violation violation) {
        violations.add(violation);
    }

    public void warn(Violation warning) {
        warnings.add(warning);
    }

    public void remember(String file, Map<String, Integer> known) {
        lines.put(file, known);
    }

    @Nullable
    public Integer line(String file, String field) {
        return lines.getOrDefault(file, Map.of()).get(field);
    }

    public List<Violation> violations() {
        return violations;
    }

    public List<Violation> warnings() {
        return warnings;
    }

    /** By file, then by field. */
    public Map<String, Map<String, Integer>> lines() {
        return lines;
    }
}
