package dev.gantry.inventory.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import dev.gantry.kit.client.TargetRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;

/** Sends one event by CloudEvents' HTTP binding (binary mode), signed. Redirects are not followed. */
@ApplicationScoped
public class WebhookClient {

    private final OutgoingHttp http;
    private final Clock clock;

    WebhookClient(OutgoingHttp http, TargetPolicy targets, Clock clock) {
        this.http = http.heldAgainst(targets);
        this.clock = clock;
    }

    /** Whether the receiver took it (2xx). */
    public enum Result {
        ARRIVED,
        FAILED
    }

    /** How a delivery ended; {@code status} for a person. */
    public record Answer(Result result, String status) {}

    /** The event; {@code data} is JSON. */
    public record Delivery(String id, String source, String type, String subject, String time, String data) {}

    /** Ends within {@code timeout}, the body of the answer included. */
    public Answer send(String url, byte[] secret, Delivery event, Duration timeout) throws InterruptedException {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        // Not every receiver knows what to make of an offer to go on in HTTP/2
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", event.id())
                .header("ce-source", event.source())
                .header("ce-type", event.type())
                .header("ce-subject", encoded(event.subject()))
                .header("ce-time", event.time())
                .header("Gantry-Timestamp", timestamp)
                .header("Gantry-Signature", WebhookSignature.of(secret, timestamp, event.data()))
                .POST(HttpRequest.BodyPublishers.ofString(event.data(), UTF_8))
                .build();
        try {
            int status = http.status(request, timeout);
            return new Answer(status / 100 == 2 ? Result.ARRIVED : Result.FAILED, "HTTP " + status);
        } catch (TargetRefusedException e) {
            return new Answer(Result.FAILED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Answer(Result.FAILED, "no answer: " + FailureDescription.of(e));
        }
    }

    /** Header values are plain ASCII; CloudEvents has the rest percent-encoded. */
    private static String encoded(String subject) {
        StringBuilder text = new StringBuilder();
        for (byte b : subject.getBytes(UTF_8)) {
            boolean isPlain = b > ' ' && b < 0x7f && b != '"' && b != '%';
            text.append(isPlain ? Character.toString(b) : "%%%02X".formatted(b));
        }
        return text.toString();
    }
}
