package dev.gantry.contracts.schedule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When hosts may be disturbed: days, times of day, zone. One that ends before it begins goes past midnight.
 *
 * @param days on which it opens
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    // Sat,Sun 22:00-04:30 Europe/Berlin    daily 01:00-03:00
    private static final Pattern FORM = Pattern.compile(
            "(daily|[A-Za-z]{3}(?:,[A-Za-z]{3})*) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?: ([A-Za-z0-9_+/-]+))?");
    private static final int WEEK = 8;

    /** What {@link #parse} takes, for a person. */
    public static final String FORM_IN_WORDS =
            "days, times and zone such as 'Sat,Sun 22:00-04:30 Europe/Berlin' or 'daily 01:00-03:00'";

    public TimeWindow {
        days = Set.copyOf(days);
    }

    /** The zone is UTC where none is named. @throws IllegalArgumentException saying what is expected */
    public static TimeWindow parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        try {
            if (m.matches()) {
                ZoneId zone = ZoneId.of(m.group(4) == null ? "UTC" : m.group(4));
                return new TimeWindow(days(m.group(1)), LocalTime.parse(m.group(2)), LocalTime.parse(m.group(3)), zone);
            }
        } catch (DateTimeException | IllegalArgumentException unknown) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    public static boolean isReadable(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("'%s' is not %s".formatted(text, FORM_IN_WORDS));
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (text.equals("daily")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        for (String word : text.toUpperCase(Locale.ROOT).split(",")) {
            days.add(EnumSet.allOf(DayOfWeek.class).stream()
                    .filter(day -> day.name().startsWith(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word)));
        }
        return days;
    }

    /** When it opens next; empty while it is open. */
    public Optional<Instant> opens(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        for (int day = -1; day < WEEK; day++) {
            ZonedDateTime begin = local.toLocalDate().plusDays(day).atTime(from).atZone(zone);
            ZonedDateTime end = local.toLocalDate()
                    .plusDays(to.isAfter(from) ? day : day + 1)
                    .atTime(to)
                    .atZone(zone);
            if (days.contains(begin.getDayOfWeek()) && end.isAfter(local)) {
                return begin.isAfter(local) ? Optional.of(begin.toInstant()) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
