package dev.gantry.kit.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The trace that the current work belongs to, as a W3C {@code traceparent}; carried from request to event to job to the next event. Log
 * lines have it as {@code traceId} and {@code spanId}.
 */
public final class Trace {

    public static final String HEADER = "traceparent";
    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";
    private static final String FLAGS = "traceFlags";
    private static final String SAMPLED = "01";
    /** Sample: {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}. */
    private static final Pattern FORM =
            Pattern.compile("00-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})");

    private Trace() {}

    public static void enter(@Nullable String traceparent) {
        Matcher given = FORM.matcher(traceparent == null ? "" : traceparent);
        if (!given.matches()) {
            given = FORM.matcher(fresh());
            given.matches();
        }
        MDC.put(TRACE, given.group(1));
        MDC.put(SPAN, given.group(2));
        if (given.group(3).equals(SAMPLED)) {
            MDC.remove(FLAGS);
        } else {
            MDC.put(FLAGS, given.group(3));
        }
    }

    public static void leave() {
        MDC.remove(TRACE);
        MDC.remove(SPAN);
        MDC.remove(FLAGS);
    }

    /** The trace of the work that this thread does; a new one where it does none. */
    public static String current() {
        String held = held();
        return held == null ? fresh() : held;
    }

    /** Null where this thread belongs to no trace. */
    static @Nullable String held() {
        Object trace = MDC.get(TRACE);
        Object span = MDC.get(SPAN);
        if (trace == null || span == null) {
            return null;
        }
        Object flags = MDC.get(FLAGS);
        return "00-" + trace + "-" + span + "-" + (flags == null ? SAMPLED : flags);
    }

    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-" + SAMPLED;
    }
}
