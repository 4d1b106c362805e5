package dev.gantry.provisioner.model;

import java.util.ArrayList;
import java.util.List;

/** The making of one plan. */
final class Planning {
    private final Wanted wanted;
    private final HostFacts facts;
    private final List<Change> changes = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();
    private final List<String> blockers = new ArrayList<>();

    Planning(Wanted wanted, HostFacts facts) {
        this.wanted = wanted;
        this.facts = facts;
    }

    HostPlan plan() {
        return new HostPlan(changes, expected, blockers);
    }

    Wanted wanted() {
        return wanted;
    }

    HostFacts facts() {
        return facts;
    }
}
