package dev.gantry.kit.db;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of its own around a few lines, repeated like those of {@code @Transactional} when it was given up for another's sake. What is
 * in it does nothing but read and write the database: it may be done again.
 */
public final class RetryingTransaction {

    private RetryingTransaction() {}

    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    public static <T extends @Nullable Object> T call(Callable<T> work) {
        try {
            return DeadlockRetry.repeated(
                    "own", () -> QuarkusTransaction.requiringNew().call(work));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a transaction throws no checked exception", e);
        }
    }
}
