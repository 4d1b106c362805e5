package dev.gantry.local.suite.chaos.promise;

import java.util.List;

/** Something that the suite promises whatever befalls it. Looked at again and again; each look decides on what is there now. */
public interface Promise {

    /** As docs/reliability.md has it. */
    String text();

    /** What is broken although a fault is under way or has just been. */
    default List<Breach> look() {
        return List.of();
    }

    /** What is broken once faults and callers have ended and everything had time to come to rest. */
    default List<Breach> lookAtRest() {
        return look();
    }

    default Breach breach(String resource, String found) {
        return new Breach(text(), resource, found);
    }
}
