package dev.gantry.simulator.cloud;

import java.time.Duration;

/** How long what is done to a server takes. */
public interface MigrationDelay {

    /** Something begins. */
    Task begin();

    /** What was begun. */
    interface Task {
        /** Asked each time that somebody looks at the server. */
        boolean isDone();
    }

    /** So many looks find it at work: for tests that do not wait. */
    static MigrationDelay looks(int number) {
        return () -> new Task() {
            private int looks;

            @Override
            public boolean isDone() {
                return ++looks > number;
            }
        };
    }

    static MigrationDelay lasting(Duration time) {
        return () -> {
            long end = System.nanoTime() + time.toNanos();
            return () -> System.nanoTime() - end >= 0;
        };
    }
}
