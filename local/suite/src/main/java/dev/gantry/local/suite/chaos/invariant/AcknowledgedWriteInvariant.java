package dev.gantry.local.suite.chaos.invariant;

import dev.gantry.local.suite.chaos.workload.NumberedReader;
import dev.gantry.local.suite.chaos.workload.WriteLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was acknowledged is there, and what was deleted stays away. */
public final class AcknowledgedWriteInvariant implements Invariant {
    private final WriteLedger ledger;
    private final NumberedReader reader;

    public AcknowledgedWriteInvariant(WriteLedger ledger, NumberedReader reader) {
        this.ledger = ledger;
        this.reader = reader;
    }

    @Override
    public String text() {
        return "no acknowledged write is lost";
    }

    /** What its writers found when they looked before their next write. */
    @Override
    public List<InvariantBreach> look() {
        return ledger.contradictions().stream()
                .map(each -> breach(each.resource(), each.text()))
                .toList();
    }

    @Override
    public List<InvariantBreach> lookAtRest() {
        List<InvariantBreach> broken = new ArrayList<>(look());
        for (String resource : ledger.resources()) {
            Optional<String> found = reader.read(resource);
            if (found.isEmpty()) {
                broken.add(breach(resource, "cannot be read"));
            } else if (!ledger.mayBe(resource).contains(found.get())) {
                broken.add(breach(resource, "holds " + found.get() + ", may hold " + ledger.mayBe(resource)));
            }
        }
        return broken;
    }
}
