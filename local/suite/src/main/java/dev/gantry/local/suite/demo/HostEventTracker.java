package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the event stream told about each host since a moment: the time of its newest event, and every end of a run. */
final class HostEventTracker {
    private final Instant since;
    private final Map<String, Long> lastNanos = new HashMap<>();
    private final Map<String, List<RunEnd>> ends = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> rebootMillis = new HashMap<>();
    private final Semaphore bell = new Semaphore(0);

    HostEventTracker(Instant since) {
        this.since = since;
    }

    /** A host is as wanted after a run. */
    record RunEnd(int changes, int reboots) {}

    /** False for what happened before: the stream starts at the beginning of the log. */
    boolean take(JsonNode event) {
        String host = event.path("subject").asText();
        boolean isNew = !Instant.parse(event.path("time").asText()).isBefore(since);
        if (isNew) {
            note(event.path("type").asText(), host, event.path("data"));
        }
        noteVersion(host, event.path("data").path("version").asLong());
        bell.release();
        return isNew;
    }

    /** Returns at the next event, or after the time. */
    void awaitEvent(Duration time) throws InterruptedException {
        if (bell.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    /** Returns when the host's events have come to a version: what was asked by REST may be ahead of the stream. */
    void awaitVersion(String host, long version, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (newest(host) < version && System.nanoTime() < end) {
            awaitEvent(Duration.ofMillis(100));
        }
    }

    private synchronized long newest(String host) {
        return versions.getOrDefault(host, 0L);
    }

    /** How long nothing was heard of the host; zero when it was never heard of. */
    synchronized Duration silence(String host) {
        Long last = lastNanos.get(host);
        return last == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - last);
    }

    synchronized Optional<RunEnd> lastEnd(String host) {
        return Optional.ofNullable(ends.get(host)).map(List::getLast);
    }

    /** Returns once more runs of the host have ended than this, or after the time. */
    void awaitEnd(String host, int above, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (endCount(host) <= above && System.nanoTime() < end) {
            awaitEvent(Duration.ofMillis(100));
        }
    }

    synchronized boolean hasNoEnd() {
        return ends.isEmpty();
    }

    synchronized int endCount(String host) {
        return ends.getOrDefault(host, List.of()).size();
    }

    /** The longest any one host spent rebooting; hosts do so side by side. */
    synchronized Duration longestReboots() {
        return Duration.ofMillis(
                rebootMillis.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private synchronized void noteVersion(String host, long version) {
        versions.merge(host, version, Math::max);
    }

    private synchronized void note(String type, String host, JsonNode data) {
        lastNanos.put(host, System.nanoTime());
        if (type.endsWith(".host.provisioned.v1")) {
            ends.computeIfAbsent(host, h -> new ArrayList<>())
                    .add(new RunEnd(
                            data.path("changes").asInt(), data.path("reboots").asInt()));
        } else if (type.endsWith(".host.step-finished.v1")
                && data.path("step").asText().equals("reboot")) {
            rebootMillis.merge(host, data.path("millis").asLong(), Long::sum);
        }
    }
}
