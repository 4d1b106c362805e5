package dev.gantry.contracts.source;

import dev.gantry.contracts.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * A Git source has something new, or stands elsewhere than before.
 *
 * @param state CURRENT, REFUSED, DIVERGED, BRANCH_MISSING or UNREACHABLE
 * @param newest the newest commit that was seen; null when none was
 * @param inForce the commit whose configuration counts; null before the first import
 * @param problem why the newest commit is not in force; null when it is
 */
public record SourceChanged(
        String source,
        long version,
        String state,
        @Nullable String newest,
        @Nullable String inForce,
        @Nullable String problem)
        implements Event {

    @Override
    public String subject() {
        return source;
    }
}
