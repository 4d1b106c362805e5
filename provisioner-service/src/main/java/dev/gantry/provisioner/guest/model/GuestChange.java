package dev.gantry.provisioner.guest.model;

import java.time.Duration;

/** One thing that can be done to a guest now. Doing it twice is harmless; whether it worked is found by looking again. */
public sealed interface GuestChange {

    String step();

    String summary();

    Duration deadline();

    /** A script for the root user. */
    record RunScript(String step, String summary, Duration deadline, String script) implements GuestChange {}

    /** The guest driver has to be fetched, proven by its checksum and sent to {@code remotePath}. */
    record DeliverDriver(String step, String summary, Duration deadline, String remotePath) implements GuestChange {}

    /** The licence token has to be sent to {@code remotePath}, by standard input only. */
    record DeliverToken(String step, String summary, Duration deadline, String remotePath, String mode)
            implements GuestChange {}
}
