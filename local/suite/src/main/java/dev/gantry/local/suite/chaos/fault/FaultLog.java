package dev.gantry.local.suite.chaos.fault;

import dev.gantry.local.suite.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The faults of a run. Those of processes are shown as they fall; the others, which are many, are in the evidence and counted. */
public final class FaultLog {
    private final Screen screen;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    public FaultLog(Screen screen) {
        this.screen = screen;
    }

    /** A cut lies in wait until the next command and counts when it has struck. */
    void note(PlannedFault fault) {
        synchronized (this) {
            lines.add(fault.toString());
        }
        if (!fault.kind().isOfConnection()) {
            count(fault.kind().toString());
        }
        if (fault.kind().isOfProcess()) {
            screen.line("  " + fault);
        }
    }

    /** Faults that are counted only, e.g. the calls that a receiver answered badly. */
    public synchronized void count(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** By kind, in the order of the alphabet. */
    public synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    public synchronized int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
