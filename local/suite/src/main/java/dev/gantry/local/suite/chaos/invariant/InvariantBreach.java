package dev.gantry.local.suite.chaos.invariant;

/** A promise that was not kept: by what, and what was found. */
public record InvariantBreach(String promise, String resource, String found) {

    @Override
    public String toString() {
        return promise + ": " + resource + ": " + found;
    }
}
