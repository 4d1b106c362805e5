package dev.gantry.simulator.cloud;

import java.time.Duration;

/** How long what is done to a server takes. */
public interface MovePace {

    /** Something begins. */
    Task begin();

    /** What was begun. */
    interface Task {
        /** Asked each time that somebody looks at the server. */
        boolean isDone();
    }

    /** So many looks find it at work: for tests that do not wait. */
    static MovePace looks(int number) {
        return () -> new Task() {
            private int looks;

            @Override
            public boolean isDone() {
                return ++looks > number;
            }
        };
    }

    static MovePace lasting(Duration time) {
        return () -> {
            long end = System.nanoTime() + time.toNanos();
            return () -> System.nanoTime() - end >= 0;
        };
    }
}
