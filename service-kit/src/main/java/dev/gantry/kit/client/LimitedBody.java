package dev.gantry.kit.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body in memory that may not grow over a limit. */
final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {

    private final int limitBytes;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    LimitedBody(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        for (ByteBuffer item : items) {
            if (content.size() + item.remaining() > limitBytes) {
                tooLarge();
                return;
            }
            byte[] bytes = new byte[item.remaining()];
            item.get(bytes);
            content.writeBytes(bytes);
        }
    }

    private void tooLarge() {
        whole.completeExceptionally(new IOException("the answer is larger than " + limitBytes + " bytes"));
        Flow.Subscription running = subscription;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(content.toByteArray());
    }
}
