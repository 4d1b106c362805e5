package dev.gantry.kit.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The trace that the current work belongs to, as a W3C {@code traceparent}; carried from request to event to reader. */
public final class Trace {

    public static final String HEADER = "traceparent";
    /** Sample: {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}. */
    private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Trace() {}

    public static void enter(@Nullable String traceparent) {
        if (traceparent != null && FORM.matcher(traceparent).matches()) {
            MDC.put(HEADER, traceparent);
        } else {
            MDC.put(HEADER, fresh());
        }
    }

    public static void leave() {
        MDC.remove(HEADER);
    }

    public static String current() {
        Object held = MDC.get(HEADER);
        return held == null ? fresh() : held.toString();
    }

    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()) + "-"
                + hex.toHexDigits(random.nextLong()) + "-01";
    }
}
