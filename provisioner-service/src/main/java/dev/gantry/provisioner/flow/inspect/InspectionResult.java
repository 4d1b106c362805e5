package dev.gantry.provisioner.flow.inspect;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.run.Failure;

/** What came of a look at a host. */
public sealed interface InspectionResult {

    /** The host was seen; {@code plan} is what stands between it and what is wanted. */
    record Seen(HostFacts facts, HostPlan plan) implements InspectionResult {}

    /** The host was not seen. {@code away}: nobody answers there or is let in, as while it boots. */
    record Unseen(Failure failure, boolean away) implements InspectionResult {}
}
