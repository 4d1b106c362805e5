package dev.gantry.local.suite.client;

import dev.gantry.local.suite.terminal.SuiteException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Many callers at once. */
public final class ParallelCalls {
    private static final int CALLS_AT_ONCE = 32;

    private ParallelCalls() {}

    /** Returns when every call has ended well. */
    public static void each(List<String> names, Consumer<String> call) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLS_AT_ONCE)) {
            List<Callable<Void>> calls = new ArrayList<>();
            for (String name : names) {
                calls.add(() -> {
                    call.accept(name);
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(calls)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SuiteException trouble
                    ? trouble
                    : new IllegalStateException("a call failed", e);
        }
    }
}
