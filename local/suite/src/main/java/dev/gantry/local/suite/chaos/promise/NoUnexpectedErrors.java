package dev.gantry.local.suite.chaos.promise;

import dev.gantry.local.suite.chaos.load.Caller;
import java.util.List;

/** A call that cannot be carried out is told why; 500 is no answer to a fault that is foreseen. */
public final class NoUnexpectedErrors implements Promise {
    private final Caller caller;

    public NoUnexpectedErrors(Caller caller) {
        this.caller = caller;
    }

    @Override
    public String text() {
        return "no call is answered with 500";
    }

    @Override
    public List<Breach> look() {
        return caller.errors().stream().map(error -> breach("a call", error)).toList();
    }
}
