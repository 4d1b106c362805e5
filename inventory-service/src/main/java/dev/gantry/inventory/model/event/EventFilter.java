package dev.gantry.inventory.model.event;

import java.util.List;

/** Which events a reader wants; an empty list takes all. A type may end in {@code *}. */
public record EventFilter(List<String> subjects, List<String> types) {

    public EventFilter {
        subjects = List.copyOf(subjects);
        types = List.copyOf(types);
    }

    /** As patterns of SQL's {@code like}. */
    public String[] typePatterns() {
        return types.stream()
                .map(t -> t.replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                        .replace('*', '%'))
                .toArray(String[]::new);
    }
}
