package dev.gantry.contracts.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How guests shall leave a host; what is null is as the site has it.
 *
 * @param ways in the order to try: {@code live-migrate}, {@code cold-migrate}, {@code shelve}
 * @param tryUnknown ways of which nobody knows whether they are possible
 * @param atOnce servers that move at the same time
 * @param failureBudget how many may be refused before no further one begins
 * @param automatic false: a person begins the drain, or moves the guests
 */
public record DrainOptions(
        @Nullable List<String> ways,
        @Nullable Boolean tryUnknown,
        @Nullable Integer atOnce,
        @Nullable Integer failureBudget,
        @Nullable Boolean automatic) {

    public DrainOptions {
        ways = ways == null ? null : List.copyOf(ways);
    }
}
