package dev.gantry.gpu.layout;

import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.rule.LayoutValidator;
import java.util.List;

/** What came of reading a layout from plain collections. */
public sealed interface DefinitionResult {

    /** All of it could be read. Whether it can work is for {@link LayoutValidator} to tell. */
    record Readable(VgpuLayout layout) implements DefinitionResult {}

    /** At least one field is wrong; every wrong field has its violation, in the order of writing. */
    record Unreadable(List<RuleViolation> violations) implements DefinitionResult {
        public Unreadable {
            violations = List.copyOf(violations);
        }
    }
}
