package dev.gantry.provisioner.model.run;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a run has come.
 *
 * @param failures tries in a row that did not reach the host
 * @param internalErrors errors of the provisioner itself so far
 * @param ineffective by its key, how often a change was made, or its result lost, and it was still not in effect
 */
public record RunProgress(
        int changes, int reboots, int failures, int internalErrors, SortedMap<String, Integer> ineffective) {
    public static final RunProgress NONE = new RunProgress(0, 0, 0, 0, new TreeMap<>());

    public RunProgress {
        ineffective = Collections.unmodifiableSortedMap(new TreeMap<>(ineffective));
    }

    /** How often the change of this key was made in vain. */
    public int timesInVain(String key) {
        return ineffective.getOrDefault(key, 0);
    }

    RunProgress plusChanges(int more) {
        return new RunProgress(changes + more, reboots, failures, internalErrors, ineffective);
    }

    RunProgress plusReboot() {
        return new RunProgress(changes, reboots + 1, failures, internalErrors, ineffective);
    }

    RunProgress withFailures(int inARow) {
        return new RunProgress(changes, reboots, inARow, internalErrors, ineffective);
    }

    RunProgress plusInternalError() {
        return new RunProgress(changes, reboots, failures, internalErrors + 1, ineffective);
    }

    RunProgress plusInVain(String key) {
        SortedMap<String, Integer> more = new TreeMap<>(ineffective);
        more.merge(key, 1, Integer::sum);
        return new RunProgress(changes, reboots, failures, internalErrors, more);
    }
}
