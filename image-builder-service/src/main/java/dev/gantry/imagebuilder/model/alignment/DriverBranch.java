package dev.gantry.imagebuilder.model.alignment;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A driver branch that is in use.
 *
 * @param branch first number of the versions, 535
 * @param release of NVIDIA's vGPU software; null for a branch of which nothing was published
 * @param hosts that run it
 * @param images whose guest driver is of it
 * @param endOfSupport the last day, of the month where only that was published; null when not known
 * @param source of the date
 */
public record DriverBranch(
        int branch,
        @Nullable Integer release,
        @Nullable Boolean longTerm,
        List<String> hosts,
        List<String> images,
        @Nullable LocalDate endOfSupport,
        Support support,
        @Nullable String source) {

    private static final int SOON_DAYS = 90;

    /** Whether NVIDIA supports it. */
    public enum Support {
        SUPPORTED,
        ENDING,
        ENDED,
        NOT_KNOWN;

        public static Support of(@Nullable LocalDate end, LocalDate today) {
            if (end == null) {
                return NOT_KNOWN;
            }
            return end.isBefore(today) ? ENDED : end.isBefore(today.plusDays(SOON_DAYS)) ? ENDING : SUPPORTED;
        }
    }

    public DriverBranch {
        hosts = List.copyOf(hosts);
        images = List.copyOf(images);
    }
}
