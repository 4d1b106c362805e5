package dev.gantry.kit.client;

import dev.gantry.kit.blocking.BlockingCalls;
import dev.gantry.kit.security.CaBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to other systems, each of which ends at its deadline: name, connection, headers and body together. An interrupted caller ends
 * its call too. Where a policy is set, the address of every hop is held against it before the call.
 */
public final class OutgoingHttp {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private final HttpClient http;
    private final @Nullable TargetPolicy policy;
    private final int mostRedirects;

    private OutgoingHttp(HttpClient http, @Nullable TargetPolicy policy, int mostRedirects) {
        this.http = http;
        this.policy = policy;
        this.mostRedirects = mostRedirects;
    }

    /** @param ca authorities to trust beside the system's; empty for the system's alone */
    public static OutgoingHttp trusting(Optional<Path> ca) throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).followRedirects(HttpClient.Redirect.NEVER);
        if (ca.isPresent()) {
            client.sslContext(CaBundle.contextWithSystem(ca.get()));
        }
        return new OutgoingHttp(client.build(), null, 0);
    }

    /** @param http trusts as it likes; it must not follow redirects by itself */
    public static OutgoingHttp over(HttpClient http) {
        return new OutgoingHttp(http, null, 0);
    }

    /** The same trust, for targets that callers give. */
    public OutgoingHttp heldAgainst(TargetPolicy targets) {
        return new OutgoingHttp(http, targets, mostRedirects);
    }

    /** Follows up to so many redirects of GET; none unless asked. */
    public OutgoingHttp following(int redirects) {
        return new OutgoingHttp(http, policy, redirects);
    }

    /** @throws IOException also when the body is larger than {@code limitBytes} or the deadline is over */
    public HttpResult send(HttpRequest request, Duration deadline, int limitBytes)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> response = exchange(request, Deadline.in(deadline), info -> new LimitedBody(limitBytes));
        return new HttpResult(response.statusCode(), response.headers(), response.body(), response.uri());
    }

    /** Only the status counts; the body is read to its end and thrown away. */
    public int status(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        return exchange(request, Deadline.in(deadline), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The body is read by {@code handler} within the deadline; the handler's threads may block. */
    <T> HttpResponse<T> exchange(HttpRequest request, Deadline deadline, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        HttpRequest next = request;
        for (int hop = 0; ; hop++) {
            check(next.uri(), deadline);
            HttpResponse<T> response = await(http.sendAsync(next, handler), next.uri(), deadline);
            Optional<HttpRequest> follow = Redirects.next(next, response);
            if (follow.isEmpty() || mostRedirects == 0) {
                return response;
            }
            if (hop == mostRedirects) {
                throw new IOException("%s leads to more than %d redirects".formatted(request.uri(), mostRedirects));
            }
            next = follow.get();
        }
    }

    /**
     * For calls that another program makes: every address of the host is held against the policy.
     *
     * @throws TargetRefusedException when it may not be called
     * @throws IOException when its name is not known
     */
    public void requireAllowed(URI url) throws IOException, InterruptedException {
        check(url, Deadline.in(CONNECT_WITHIN));
    }

    private void check(URI url, Deadline deadline) throws IOException, InterruptedException {
        TargetPolicy targets = policy;
        if (targets == null) {
            return;
        }
        String host = url.getHost();
        if (host == null) {
            throw new TargetRefusedException(url, "it names no host");
        }
        List<InetAddress> addresses = BlockingCalls.SHARED.call(
                host, deadline.left(CONNECT_WITHIN), () -> List.of(InetAddress.getAllByName(host)));
        for (InetAddress address : addresses) {
            Optional<String> refusal = targets.refusal(address);
            if (refusal.isPresent()) {
                throw new TargetRefusedException(url, refusal.get());
            }
        }
    }

    private static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> call, URI url, Deadline deadline)
            throws IOException, InterruptedException {
        try {
            return call.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new IOException("%s gave no whole answer within %d s".formatted(hostOf(url), deadline.seconds()), e);
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? io
                    : new IOException(hostOf(url) + ": " + e.getCause(), e.getCause());
        }
    }

    private static String hostOf(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
