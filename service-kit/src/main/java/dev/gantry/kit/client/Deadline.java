package dev.gantry.kit.client;

import java.time.Duration;

/** When a call ends, whatever it is doing then. */
record Deadline(Duration whole, long endNanos) {

    static Deadline in(Duration whole) {
        return new Deadline(whole, System.nanoTime() + whole.toNanos());
    }

    /** At least one, so that a wait that is due ends by its own rules. */
    long leftNanos() {
        return Math.max(1, endNanos - System.nanoTime());
    }

    /** What is left, but no more than {@code most}. */
    Duration left(Duration most) {
        Duration left = Duration.ofNanos(leftNanos());
        return left.compareTo(most) < 0 ? left : most;
    }

    long seconds() {
        return whole.toSeconds();
    }
}
