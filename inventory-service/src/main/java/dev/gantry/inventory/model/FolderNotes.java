package dev.gantry.inventory.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was noticed while a folder was read: what is wrong, what is doubtful, and the line on which each variable stands. */
final class FolderNotes {

    private final List<Flaw> flaws = new ArrayList<>();
    private final List<Flaw> warnings = new ArrayList<>();
    private final Map<String, Map<String, Integer>> lines = new HashMap<>();

    void flaw(Flaw flaw) {
        flaws.add(flaw);
    }

    void warn(Flaw warning) {
        warnings.add(warning);
    }

    void remember(String file, Map<String, Integer> known) {
        lines.put(file, known);
    }

    @Nullable
    Integer line(String file, String field) {
        return lines.getOrDefault(file, Map.of()).get(field);
    }

    List<Flaw> flaws() {
        return flaws;
    }

    List<Flaw> warnings() {
        return warnings;
    }

    /** By file, then by field. */
    Map<String, Map<String, Integer>> lines() {
        return lines;
    }
}
