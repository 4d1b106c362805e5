package dev.gantry.inventory.source.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a source stands.
 *
 * @param inForce the commit whose configuration counts now; null before the first import
 * @param newest the newest commit that was seen
 * @param failures in a row to reach the repository
 * @param fetches that found something new, newest first, at most {@value #KEPT}
 */
public record SourceStatus(
        SourceState state,
        @Nullable InForce inForce,
        @Nullable SourceCommit newest,
        @Nullable SourceProblem problem,
        @Nullable Instant fetchedAt,
        @Nullable Instant nextFetchAt,
        int failures,
        FetchRequests requests,
        List<Fetch> fetches) {

    private static final int KEPT = 20;

    /**
     * @param digest of what the import reads of it, so that a commit that changes none of it is told from one that does
     * @param version of the source with which it was imported
     */
    public record InForce(SourceCommit commit, Instant since, String digest, long version) {}

    public SourceStatus {
        fetches = List.copyOf(fetches.subList(0, Math.min(KEPT, fetches.size())));
    }

    static SourceStatus fresh() {
        return new SourceStatus(SourceState.WAITING, null, null, null, null, null, 0, FetchRequests.NONE, List.of());
    }

    /** One more fetch is asked for by a call. */
    public SourceStatus asked(FetchConsent agreed, String who, Instant now) {
        return new SourceStatus(
                state,
                inForce,
                newest,
                problem,
                fetchedAt,
                nextFetchAt,
                failures,
                requests.another(agreed, who, now),
                fetches);
    }

    /** Another repository or branch: what is in force came from elsewhere, its history is no measure. */
    SourceStatus elsewhere() {
        return new SourceStatus(SourceState.WAITING, null, null, null, null, null, 0, requests, fetches);
    }

    /** @param begun how many calls had asked when the fetch began */
    public SourceStatus fetched(Fetch fetch, Instant next, long begun) {
        List<Fetch> all = new ArrayList<>(fetches);
        if (fetch.commit() != null && (all.isEmpty() || !fetch.isKnownFrom(all.getFirst()))) {
            all.addFirst(fetch);
        }
        return new SourceStatus(
                fetch.state(),
                fetch.inForce() == null ? inForce : fetch.inForce(),
                fetch.commit() == null ? newest : fetch.commit(),
                fetch.problem(),
                fetch.at(),
                next,
                fetch.state().isAway() ? failures + 1 : 0,
                requests.answered(begun),
                all);
    }
}
