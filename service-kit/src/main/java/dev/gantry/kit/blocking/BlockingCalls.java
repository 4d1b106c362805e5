package dev.gantry.kit.blocking;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what may never return (opening a file on a hung mount, reading a pipe, asking for a name) on platform threads of its own, with a
 * deadline. A virtual thread that waited there would hold its carrier, and two of them a whole service on two cores. The threads are
 * counted: when all of them hang, the next call is refused at once with a reason and not queued behind them.
 */
public final class BlockingCalls {

    /** The one pool of the process for files and names. */
    public static final BlockingCalls SHARED = new BlockingCalls("blocking", 64);

    private static final long IDLE_SECONDS = 10;

    private final String name;
    private final int limit;
    private final ThreadPoolExecutor threads;

    /** @param limit most calls at a time, hanging ones counted */
    public BlockingCalls(String name, int limit) {
        this.name = name;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                0,
                limit,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    /**
     * @param what the call in the words of its reason, such as {@code /mnt/drivers/a.zip}
     * @throws IOException what the call threw, or that it did not end in time, or that too many others hang
     */
    public <T> T call(String what, Duration deadline, Callable<T> work) throws IOException, InterruptedException {
        Future<T> future = submit(what, work);
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new IOException("%s did not answer within %d s".formatted(what, deadline.toSeconds()), e);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw asIs(what, e.getCause() == null ? e : e.getCause());
        }
    }

    private <T> Future<T> submit(String what, Callable<T> work) throws IOException {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw new IOException(
                    "%s was not tried: %d other calls of %s hang already".formatted(what, limit, name), e);
        }
    }

    private static IOException asIs(String what, Throwable cause) {
        return switch (cause) {
            case IOException io -> io;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            default -> new IOException(what + ": " + cause, cause);
        };
    }
}
