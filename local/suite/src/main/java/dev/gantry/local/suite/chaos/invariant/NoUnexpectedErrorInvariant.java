package dev.gantry.local.suite.chaos.invariant;

import dev.gantry.local.suite.chaos.workload.RecordingClient;
import java.util.List;

/** A call that cannot be carried out is told why; 500 is no answer to a fault that is foreseen. */
public final class NoUnexpectedErrorInvariant implements Invariant {
    private final RecordingClient caller;

    public NoUnexpectedErrorInvariant(RecordingClient caller) {
        this.caller = caller;
    }

    @Override
    public String text() {
        return "no call is answered with 500";
    }

    @Override
    public List<InvariantBreach> look() {
        return caller.errors().stream().map(error -> breach("a call", error)).toList();
    }
}
