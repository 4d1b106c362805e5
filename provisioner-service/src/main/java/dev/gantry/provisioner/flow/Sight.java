package dev.gantry.provisioner.flow;

import dev.gantry.provisioner.model.HostFacts;
import dev.gantry.provisioner.model.HostPlan;

/** What came of a look at a host. */
sealed interface Sight {

    /** The host was seen; {@code plan} is what stands between it and what is wanted. */
    record Seen(HostFacts facts, HostPlan plan) implements Sight {}

    /** The host was not seen. {@code away}: nobody answers there or is let in, as while it boots. */
    record Unseen(Failure failure, boolean away) implements Sight {}
}
