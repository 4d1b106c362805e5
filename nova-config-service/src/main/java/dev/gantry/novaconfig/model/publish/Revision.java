package dev.gantry.novaconfig.model.publish;

import dev.gantry.novaconfig.model.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files made at one time from what was then known of a host, or of all hosts ({@link #SITE}). Its files never change; whether and where it
 * was published does.
 *
 * @param number counts from 1 within its scope
 * @param settings the version of the site's settings under which it is what would be made
 * @param publication the last one that succeeded
 * @param attempt how the last try to publish it failed, or what it left to the operator
 */
public record Revision(
        String id,
        String scope,
        int number,
        long hostVersion,
        long settings,
        Content content,
        RevisionState state,
        Cause cause,
        Instant createdAt,
        @Nullable Publication publication,
        Attempt attempt) {

    /** The scope of what all hosts share. No host has this name: it begins with an underscore. */
    public static final String SITE = "_site";

    /** What is in it: files by path, what flavors can ask for, and what a person should know. */
    public record Content(
            String release, SortedMap<String, String> files, List<String> classes, List<Finding> findings) {
        public Content {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            classes = List.copyOf(classes);
            findings = List.copyOf(findings);
        }

        /** Whether it must not be published. */
        public boolean isHeld() {
            return findings.stream().anyMatch(Finding::isError);
        }

        public String digest() {
            return Revision.digest(files);
        }
    }

    /** What led to it: an event by id and type, or a person's change. */
    public record Cause(String id, String what, String who) {}

    /** Where it went. {@code place} tells two targets of one kind apart; {@code reference} is a path, a commit or a job. */
    public record Publication(String target, String place, String reference, Instant at) {}

    /** The last try to publish: why it failed, what of the operator's stood against it, and what it left to them to add. */
    public record Attempt(@Nullable String problem, List<Finding> conflicts, List<LeftAlone> leftAlone) {
        public static final Attempt NONE = new Attempt(null, List.of(), List.of());

        public Attempt {
            conflicts = List.copyOf(conflicts);
            leftAlone = List.copyOf(leftAlone);
        }

        public static Attempt failed(String problem, List<Finding> conflicts) {
            return new Attempt(problem, conflicts, List.of());
        }

        public Attempt leaving(List<LeftAlone> left) {
            return new Attempt(problem, conflicts, left);
        }
    }

    /** A new one; held back when its content has errors. */
    public static Revision made(String id, Origin origin, Content content, Instant at) {
        return new Revision(
                id,
                origin.scope(),
                origin.number(),
                origin.hostVersion(),
                origin.settings(),
                content,
                content.isHeld() ? RevisionState.HELD : RevisionState.READY,
                origin.cause(),
                at,
                null,
                Attempt.NONE);
    }

    /** What a revision is made of besides its content. */
    public record Origin(String scope, int number, long hostVersion, long settings, Cause cause) {}

    public boolean isSite() {
        return scope.equals(SITE);
    }

    /** Whether nothing new would be said by making another one. */
    public boolean says(Content other) {
        return content.digest().equals(other.digest())
                && content.release().equals(other.release())
                && content.classes().equals(other.classes())
                && content.findings().equals(other.findings());
    }

    /** Made anew under these settings it would be the same. */
    public Revision confirmed(long underSettings) {
        return with(underSettings, state, publication, attempt);
    }

    /** It reached its target. */
    public Revision published(Publication there, List<LeftAlone> left) {
        return with(settings, state.on(RevisionTrigger.PUBLISH), there, new Attempt(null, List.of(), left));
    }

    /** It did not reach its target and waits. */
    public Revision notPublished(Attempt why) {
        return with(settings, state.on(RevisionTrigger.FAIL), publication, why);
    }

    /** It is to be brought to the target again. */
    public Revision waiting() {
        return with(settings, state.on(RevisionTrigger.RETRY), publication, Attempt.NONE);
    }

    /** As {@link #waiting}, where it was published to a place that is the target no longer. */
    public Revision forPlace(String place) {
        boolean elsewhere = publication != null && !publication.place().equals(place);
        boolean stale = state == RevisionState.READY && !attempt.equals(Attempt.NONE);
        return state != RevisionState.HELD && (elsewhere || stale) ? waiting() : this;
    }

    /** What was left to the operator is told of each revision whose files it concerns. */
    public Revision leaving(List<LeftAlone> left) {
        List<LeftAlone> own =
                left.stream().filter(l -> content.files().containsKey(l.path())).toList();
        return with(settings, state, publication, attempt.leaving(own));
    }

    private Revision with(long underSettings, RevisionState now, @Nullable Publication where, Attempt tried) {
        return new Revision(
                id, scope, number, hostVersion, underSettings, content, now, cause, createdAt, where, tried);
    }

    /** SHA-256 over every path and content, in order of path. */
    public static String digest(Map<String, String> files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files).forEach((path, text) -> {
                sha.update(path.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
                sha.update(text.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
