package dev.gantry.provisioner.flow.inspect;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.run.Failure;

/** What came of inspecting a host. */
public sealed interface InspectionResult {
    /** The host answered. */
    record Inspected(HostFacts facts) implements InspectionResult {}

    /** The host was not inspected. {@code away}: nobody answers there or is let in, as while it boots. */
    record Failed(Failure failure, boolean away) implements InspectionResult {}
}
