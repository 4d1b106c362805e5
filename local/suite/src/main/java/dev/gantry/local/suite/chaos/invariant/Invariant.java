package dev.gantry.local.suite.chaos.invariant;

import java.util.List;

/** Something that the suite promises whatever befalls it. Looked at again and again; each look decides on what is there now. */
public interface Invariant {

    /** As docs/reliability.md has it. */
    String text();

    /** What is broken although a fault is under way or has just been. */
    default List<InvariantBreach> look() {
        return List.of();
    }

    /** What is broken once faults and callers have ended and everything had time to come to rest. */
    default List<InvariantBreach> lookAtRest() {
        return look();
    }

    default InvariantBreach breach(String resource, String found) {
        return new InvariantBreach(text(), resource, found);
    }
}
