package dev.gantry.imagebuilder.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP call with a deadline over its whole length, the body of the answer included: {@link HttpRequest#timeout} ends with the first byte
 * of it, so that a server which trickles could hold a caller for ever.
 */
public final class BoundedCall {

    private BoundedCall() {}

    /** @throws HttpTimeoutException when it is not done within the time; the connection is closed then */
    public static <T> HttpResponse<T> send(
            HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> body, Duration within)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> call = http.sendAsync(request, body);
        try {
            return call.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new HttpTimeoutException(
                    "%s did not answer whole within %s".formatted(request.uri().getAuthority(), within));
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
    }
}
