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
 * Files made at one time from what was then known of a host, or of all hosts ({@link #SITE}). Never changed afterwards.
 *
 * @param number counts from 1 within its scope
 * @param problem why the last try to publish it failed
 * @param leftAlone what the last try to publish it left to the operator to add
 */
public record Revision(
        String id,
        String scope,
        int number,
        long hostVersion,
        String release,
        String digest,
        SortedMap<String, String> files,
        List<String> classes,
        List<Finding> findings,
        State state,
        Cause cause,
        Instant createdAt,
        @Nullable Publication publication,
        @Nullable String problem,
        List<LeftAlone> leftAlone) {

    /** The scope of what all hosts share. No host has this name: it begins with an underscore. */
    public static final String SITE = "_site";

    /** How far it has come. A {@code HELD} one has errors and is never published. */
    public enum State {
        READY,
        HELD,
        PUBLISHED
    }

    /** What led to it: an event by id and type, or a person's change. */
    public record Cause(String id, String what, String who) {}

    /** Where it went. {@code reference} is a path, a commit or a job. */
    public record Publication(String target, String reference, Instant at) {}

    public Revision {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        classes = List.copyOf(classes);
        findings = List.copyOf(findings);
        leftAlone = List.copyOf(leftAlone);
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
