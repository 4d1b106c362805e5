package dev.gantry.local.suite.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.local.suite.demo.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Inventory's event stream (server-sent events), followed on a thread of its own; goes on where it stopped after a break. */
public final class EventStreamReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ApiClient inventory;
    private final Consumer<JsonNode> reader;
    private final Thread thread;
    private volatile boolean closed;
    private String last = "0";
    private String id = "";
    private final StringBuilder data = new StringBuilder();

    /** The reader gets each CloudEvent (JSON format) in the order of the log, from its beginning. */
    public EventStreamReader(ApiClient inventory, Consumer<JsonNode> reader) {
        this.inventory = inventory;
        this.reader = reader;
        this.thread = Thread.ofVirtual().name("events").start(this::follow);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void follow() {
        try {
            while (!closed) {
                readOnce();
                Pause.of(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void readOnce() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(inventory.uri("/v1/events?after=" + last))
                .header("Authorization", inventory.authorization())
                .header("Accept", "text/event-stream")
                .build();
        try (Stream<String> lines = inventory
                .http()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()) {
            lines.forEach(this::line);
        } catch (IOException | UncheckedIOException e) {
            // The service restarts: the next try goes on after the last event that was read whole.
        }
        data.setLength(0);
    }

    /** Sample: {@code id: 17}, {@code event: dev.gantry.host.enrolled.v1}, {@code data: {"specversion":"1.0",...}}, then an empty line. */
    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith("id:")) {
            id = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
            data.append(line.substring(5).strip());
        }
    }

    private void dispatch() {
        if (data.isEmpty() || closed) {
            return;
        }
        String text = data.toString();
        data.setLength(0);
        try {
            reader.accept(JSON.readTree(text));
            last = id;
        } catch (IOException e) {
            throw new IllegalStateException("event " + id + " is not JSON: " + text, e);
        }
    }
}
