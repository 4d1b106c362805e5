package dev.gantry.inventory.source.model;

import java.time.Instant;

/** A commit of the branch. {@code author} is {@code Name <mail>}, {@code at} when it was committed. */
public record SourceCommit(String id, String author, String subject, Instant at) {

    private static final int SHORT = 10;

    public String shortId() {
        return id.substring(0, Math.min(SHORT, id.length()));
    }

    /** For the history of each host. */
    public String cause() {
        return "commit %s: %s".formatted(shortId(), subject);
    }
}
