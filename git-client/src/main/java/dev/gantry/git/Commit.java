package dev.gantry.git;

import java.time.Instant;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** A commit: its 40 digits, who wrote it ({@code Name <mail>}), what is said of it, and when it was committed. */
public record Commit(String id, String author, String message, Instant at) {

    private static final int SHORT = 10;

    static Commit of(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        return new Commit(
                commit.name(),
                "%s <%s>".formatted(author.getName(), author.getEmailAddress()),
                commit.getFullMessage(),
                Instant.ofEpochSecond(commit.getCommitTime()));
    }

    /** The first line. */
    public String subject() {
        return message.lines().findFirst().orElse("");
    }

    public String shortId() {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}
