package dev.gantry.inventory.source.model;

import java.time.Duration;

/** A branch of a repository that the site's kayobe configuration is read from. {@code version} rises when a person changes it. */
public record Source(String name, long version, SourceSpec spec, SourceStatus status) {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 10;

    public static Source made(String name, SourceSpec spec) {
        return new Source(name, 1, spec, SourceStatus.fresh());
    }

    /** With what a person says of it now. */
    public Source changed(SourceSpec other) {
        return new Source(name, version + 1, other, other.isSameHistory(spec) ? status : status.elsewhere());
    }

    public Source with(SourceStatus newStatus) {
        return new Source(name, version, spec, newStatus);
    }

    /** Until the next fetch: the interval, or sooner where the repository was away; each failure doubles the wait up to the interval. */
    public Duration waitAfter(SourceState found) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(status.failures(), MOST_DOUBLINGS));
        return found.isAway() && wait.compareTo(spec.interval()) < 0 ? wait : spec.interval();
    }

    /** Whether that commit was imported as the source is now. */
    public boolean hasInForce(SourceCommit commit) {
        SourceStatus.InForce inForce = status.inForce();
        return inForce != null && inForce.commit().id().equals(commit.id()) && inForce.version() == version;
    }

    /** Whether an import of the same bytes was made as the source is now. */
    public boolean hasInForce(String digest) {
        SourceStatus.InForce inForce = status.inForce();
        return inForce != null && inForce.digest().equals(digest) && inForce.version() == version;
    }
}
