package dev.gantry.kit.client;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A body that is written to a file as it comes, counted and digested; without a file it is thrown away. */
final class FileBody implements HttpResponse.BodySubscriber<FileBody.Written> {

    /** @param sha256 lower-case hex */
    record Written(long bytes, String sha256) {}

    private final @Nullable Path file;
    private final Download.Limits limits;
    private final MessageDigest digest = sha256();
    private final CompletableFuture<Written> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable FileChannel channel;
    private final AtomicLong bytes = new AtomicLong();

    FileBody(@Nullable Path file, Download.Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    public CompletionStage<Written> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        try {
            channel = file == null ? null : FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            fail(e);
            return;
        }
        watch(0);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        try {
            for (ByteBuffer item : items) {
                take(item);
            }
        } catch (IOException e) {
            fail(e);
            return;
        }
        Flow.Subscription running = subscription;
        if (running != null) {
            running.request(1);
        }
    }

    private void take(ByteBuffer item) throws IOException {
        boolean isTooMuch = bytes.addAndGet(item.remaining()) > limits.bytes();
        // The page of a refusal may be longer than the file; it is thrown away.
        if (isTooMuch && file != null) {
            throw new Download.TooLargeException(limits.bytes());
        }
        FileChannel out = channel;
        if (out == null) {
            return;
        }
        digest.update(item.duplicate());
        while (item.hasRemaining()) {
            out.write(item);
        }
    }

    /** A server that falls silent in the middle, or trickles, would hold this download until its deadline. */
    private void watch(long before) {
        CompletableFuture.delayedExecutor(limits.window().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (whole.isDone()) {
                        return;
                    }
                    long now = bytes.get();
                    if (now - before >= limits.leastPerWindow()) {
                        watch(now);
                    } else {
                        fail(new Download.TooSlowException(now - before, now, limits));
                    }
                });
    }

    private void fail(IOException failure) {
        // Before the subscription is cancelled, which would be told in its place.
        onError(failure);
        Flow.Subscription running = subscription;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        close();
        whole.complete(new Written(bytes.get(), HexFormat.of().formatHex(digest.digest())));
    }

    private void close() {
        FileChannel out = channel;
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            whole.completeExceptionally(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
