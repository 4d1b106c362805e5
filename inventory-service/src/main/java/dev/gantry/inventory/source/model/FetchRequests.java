package dev.gantry.inventory.source.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Calls that asked for a fetch.
 *
 * @param asked how many there were, {@code answered} how many of them are done
 * @param by who asked last, and {@code at} when
 */
public record FetchRequests(
        long asked,
        long answered,
        @Nullable String by,
        @Nullable Instant at,
        FetchConsent consent) {

    static final FetchRequests NONE = new FetchRequests(0, 0, null, null, FetchConsent.NONE);

    /** Consents add nothing to each other: the newest counts. */
    FetchRequests another(FetchConsent agreed, String who, Instant now) {
        return new FetchRequests(asked + 1, answered, who, now, agreed);
    }

    /** A fetch has ended that began when {@code begun} calls had asked. */
    FetchRequests answered(long begun) {
        return new FetchRequests(
                asked, Math.max(answered, begun), by, at, begun == asked ? FetchConsent.NONE : consent);
    }
}
