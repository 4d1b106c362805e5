package dev.gantry.cli.call;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events one by one. */
public final class EventReader implements AutoCloseable {
    private final BufferedReader lines;
    private final Duration quiet;

    EventReader(InputStream stream, Duration quiet) {
        this.quiet = quiet;
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** One event; the name is {@code message} when the stream gives none, the id is empty likewise. */
    public record Event(String id, String name, String data) {}

    /** Waits for the next event; null at the end of the stream, also when the connection broke or nothing came in time. */
    public @Nullable Event next() {
        String id = "";
        String name = "message";
        StringBuilder data = new StringBuilder();
        boolean hasData = false;
        long begin = System.nanoTime();
        try {
            for (String line = lines.readLine(); line != null && !isQuiet(begin); line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (hasData) {
                        return new Event(id, name, data.toString());
                    }
                } else if (line.startsWith("data:")) {
                    data.append(hasData ? "\n" : "").append(value(line));
                    hasData = true;
                } else if (line.startsWith("event:")) {
                    name = value(line);
                } else if (line.startsWith("id:")) {
                    id = value(line);
                }
            }
        } catch (IOException e) {
            return null; // who follows connects again after the last id
        }
        return null;
    }

    /** The service's signs of life are no events. */
    private boolean isQuiet(long begin) {
        return !quiet.isZero() && System.nanoTime() - begin > quiet.toNanos();
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            // it is over in any case
        }
    }
}
