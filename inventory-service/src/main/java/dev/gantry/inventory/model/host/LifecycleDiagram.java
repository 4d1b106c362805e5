package dev.gantry.inventory.model.host;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Prints the lifecycle table for the documentation: a Mermaid state diagram and a table with the reason of each row. */
public final class LifecycleDiagram {

    private LifecycleDiagram() {}

    /** Markdown; rows that stay in their state are in the table only, or the picture would be unreadable. */
    public static String markdown() {
        String states = Arrays.stream(HostState.values())
                .map(s -> "- `%s`: %s".formatted(s, s.meaning()))
                .collect(Collectors.joining("\n"));
        String arrows = Lifecycle.transitions().stream()
                .filter(m -> !m.staysThere())
                .map(m -> "    %s --> %s: %s".formatted(m.from(), m.to(), m.trigger()))
                .collect(Collectors.joining("\n"));
        String rows = Lifecycle.transitions().stream()
                .map(m -> "| %s | %s | %s | %s |".formatted(m.from(), m.trigger(), m.to(), m.because()))
                .collect(Collectors.joining("\n"));
        return """
            %s

            ```mermaid
            stateDiagram-v2
                [*] --> ENROLLED
            %s
                RETIRED --> [*]
            ```

            | from | trigger | to | because |
            |---|---|---|---|
            %s
            """.formatted(states, arrows, rows);
    }
}
