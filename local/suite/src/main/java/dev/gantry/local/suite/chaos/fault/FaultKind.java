package dev.gantry.local.suite.chaos.fault;

import java.util.Locale;

/** What can go wrong around the suite. */
public enum FaultKind {
    /** SIGKILL; the process is started again. */
    KILL,
    /** SIGSTOP, and SIGCONT before a lease runs out. */
    FREEZE,
    /** SIGSTOP, and SIGCONT only when leases have run out. */
    STALL,
    /** A second replica of a service for a while, then SIGKILL to it. */
    SECOND_REPLICA,
    /** An SSH connection is cut instead of running the next command. */
    CUT_BEFORE_EFFECT,
    /** An SSH connection is cut when the next command has had its effect, before it is answered. */
    CUT_AFTER_EFFECT,
    /** Nothing can be written below /opt of a host for a while. */
    FULL_DISK;

    boolean isOfProcess() {
        return this == KILL || this == FREEZE || this == STALL || this == SECOND_REPLICA;
    }

    boolean isOfConnection() {
        return this == CUT_BEFORE_EFFECT || this == CUT_AFTER_EFFECT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
