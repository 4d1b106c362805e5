package dev.gantry.cli.command.shared;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Times as a person reads them. */
public final class Times {
    private Times() {}

    /** E.g. {@code 5m} for an instant of five minutes ago. */
    public static String ago(String instant) {
        try {
            return instant.isEmpty() ? "" : words(Duration.between(Instant.parse(instant), Instant.now()));
        } catch (DateTimeParseException e) {
            return instant;
        }
    }

    public static String millis(String millis) {
        return millis.matches("\\d{1,15}") ? words(Duration.ofMillis(Long.parseLong(millis))) : "";
    }

    public static String words(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + "d";
        }
        if (time.toHours() > 0) {
            return time.toHours() + "h" + (time.toMinutesPart() > 0 ? time.toMinutesPart() + "m" : "");
        }
        return time.toMinutes() > 0 ? time.toMinutes() + "m" : Math.max(0, time.toSeconds()) + "s";
    }
}
