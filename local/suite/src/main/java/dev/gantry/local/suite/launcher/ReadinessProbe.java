package dev.gantry.local.suite.launcher;

import dev.gantry.local.suite.terminal.SuiteException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Waits until a service answers that it is ready. */
final class ReadinessProbe {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Duration limit;

    ReadinessProbe(Duration limit) {
        this.limit = limit;
    }

    /** Throws {@link SuiteException} with the end of its log when the child is not ready in time. */
    void await(ManagedProcess child, URI base) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!ready(base)) {
            child.require(System.nanoTime() < end, limit);
            child.endedWithin(PAUSE);
        }
    }

    private boolean ready(URI base) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
