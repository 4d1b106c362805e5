package dev.gantry.local.suite.chaos.workload;

/** One caller. It does one thing at a time, decides on what it finds, and survives that anybody is away. */
public interface Workload {
    String name();

    /** One thing; {@code isSettling} when nothing new is to be begun and what was begun is to be brought to its end. */
    void step(boolean isSettling) throws InterruptedException;
}
