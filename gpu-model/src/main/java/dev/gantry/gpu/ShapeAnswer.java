package dev.gantry.gpu;

import java.util.List;

/** What came of reading a layout from plain collections. */
public sealed interface ShapeAnswer {

    /** All of it could be read. Whether it can work is for {@link LayoutValidation} to tell. */
    record Readable(VgpuLayout layout) implements ShapeAnswer {}

    /** At least one field is wrong; every wrong field has its finding, in the order of writing. */
    record Unreadable(List<Finding> findings) implements ShapeAnswer {
        public Unreadable {
            findings = List.copyOf(findings);
        }
    }
}
