package dev.gantry.local.suite.chaos.fault;

import java.time.Duration;
import java.util.Locale;

/** One fault: when after the start, what, to whom, and for how long; {@code length} is zero for what is over at once. */
public record PlannedFault(Duration at, FaultKind kind, String target, Duration length) {

    /** Sample: {@code  12.3 s  stall              inventory        for 8.1 s}. */
    @Override
    public String toString() {
        String text = String.format(Locale.ROOT, "%6.1f s  %-18s %-14s", at.toMillis() / 1e3, kind, target);
        return length.isZero()
                ? text.stripTrailing()
                : text + String.format(Locale.ROOT, " for %.1f s", length.toMillis() / 1e3);
    }
}
