package dev.gantry.provisioner.flow.provision;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;

/** A host as it was inspected just now, and what stands between it and what is wanted. */
record PlannedHost(HostFacts facts, HostPlan plan) {}
