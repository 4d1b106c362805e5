package dev.gantry.inventory.model.lifecycle;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the lifecycle table for the documentation: a Mermaid state diagram and a table with the reason of each row. */
public final class LifecycleDiagram {

    private LifecycleDiagram() {}

    /** Markdown; rows that stay in their state are in the table only, or the picture would be unreadable. */
    public static String markdown() {
        String states =
                Arrays.stream(HostState.values()).map(LifecycleDiagram::line).collect(Collectors.joining("\n"));
        String arrows = Lifecycle.transitions().stream()
                .filter(m -> !m.staysThere())
                .map(m -> "    %s --> %s: %s".formatted(m.from(), m.to(), m.trigger()))
                .collect(Collectors.joining("\n"));
        String rows = Lifecycle.transitions().stream()
                .map(m -> "| %s | %s | %s | %s |".formatted(m.from(), m.trigger(), m.to(), m.because()))
                .collect(Collectors.joining("\n"));
        return """
            | state | meaning | deadline | on arrival | on a change | guests get | operations |
            |---|---|---|---|---|---|---|
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

    private static String line(HostState state) {
        String operations = state.operations().stream().map(Operation::word).collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        state,
                        state.meaning(),
                        word(state.deadline()),
                        state.arrival().meaning(),
                        word(state.onChange()),
                        word(state.offer()),
                        operations);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
