package dev.gantry.imagebuilder.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what can block for ever (files on a network mount, name resolution, sockets) on a platform thread of its own: a virtual thread would
 * take its carrier with it, and two such carriers are all that a small machine has. A call that does not come back is left alone; so many of
 * them are the limit.
 */
public final class BlockingCalls {

    private static final int MOST = 64;

    private final Semaphore free = new Semaphore(MOST);

    /** A call that goes on; cancelling it interrupts its thread. */
    public record Running<T>(CompletableFuture<T> result, Thread thread) {

        public void cancel() {
            thread.interrupt();
        }
    }

    /** @throws IOException when so many calls hang already that no more are begun */
    public <T> Running<T> start(String name, Callable<T> call) throws IOException {
        if (!free.tryAcquire()) {
            throw new IOException("%d calls hang already; no more are begun".formatted(MOST));
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            } finally {
                free.release();
            }
        });
        thread.start();
        return new Running<>(result, thread);
    }

    /**
     * The call's own answer or exception.
     *
     * @throws TimeoutException when it did not come back within the time
     */
    public <T> T call(String name, Duration within, Callable<T> call)
            throws IOException, InterruptedException, TimeoutException {
        Running<T> running = start(name, call);
        try {
            return result(running, within);
        } catch (TimeoutException | InterruptedException e) {
            running.cancel();
            throw e;
        }
    }

    /** Waits so long for it. @throws TimeoutException when it is still going on */
    static <T> T result(Running<T> running, Duration within)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return running.result().get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case UncheckedIOException io -> throw new IOException(io.getMessage(), io);
                case RuntimeException runtime -> throw runtime;
                case null, default -> throw new IOException(String.valueOf(e.getCause()), e);
            }
        }
    }
}
