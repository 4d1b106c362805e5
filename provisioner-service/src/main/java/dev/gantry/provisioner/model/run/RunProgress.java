package dev.gantry.provisioner.model.run;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a run has come.
 *
 * @param failures tries in a row that did not reach the host
 * @param internalErrors errors of the provisioner itself so far
 * @param ineffective by its key, how often a change was made and was not in effect
 * @param brokenOff by its key, how often a change was begun, its result lost, and it was not in effect: a killed process or a
 *     cut connection says nothing about the change
 */
public record RunProgress(
        int changes,
        int reboots,
        int failures,
        int internalErrors,
        SortedMap<String, Integer> ineffective,
        SortedMap<String, Integer> brokenOff) {
    public static final RunProgress NONE = new RunProgress(0, 0, 0, 0, new TreeMap<>(), new TreeMap<>());

    public RunProgress {
        ineffective = Collections.unmodifiableSortedMap(new TreeMap<>(ineffective));
        brokenOff = Collections.unmodifiableSortedMap(new TreeMap<>(brokenOff));
    }

    /** How often the change of this key was made in vain. */
    public int timesInVain(String key) {
        return ineffective.getOrDefault(key, 0);
    }

    /** How often the change of this key was begun and its result lost before it was in effect. */
    public int timesBrokenOff(String key) {
        return brokenOff.getOrDefault(key, 0);
    }

    RunProgress plusChanges(int more) {
        return new RunProgress(changes + more, reboots, failures, internalErrors, ineffective, brokenOff);
    }

    RunProgress plusReboot() {
        return new RunProgress(changes, reboots + 1, failures, internalErrors, ineffective, brokenOff);
    }

    RunProgress withFailures(int inARow) {
        return new RunProgress(changes, reboots, inARow, internalErrors, ineffective, brokenOff);
    }

    RunProgress plusInternalError() {
        return new RunProgress(changes, reboots, failures, internalErrors + 1, ineffective, brokenOff);
    }

    RunProgress plusInVain(String key) {
        return new RunProgress(changes, reboots, failures, internalErrors, onceMore(ineffective, key), brokenOff);
    }

    RunProgress plusBrokenOff(String key) {
        return new RunProgress(changes, reboots, failures, internalErrors, ineffective, onceMore(brokenOff, key));
    }

    private static SortedMap<String, Integer> onceMore(SortedMap<String, Integer> counts, String key) {
        SortedMap<String, Integer> more = new TreeMap<>(counts);
        more.merge(key, 1, Integer::sum);
        return more;
    }
}
