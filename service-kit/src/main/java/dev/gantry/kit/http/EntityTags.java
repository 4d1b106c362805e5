package dev.gantry.kit.http;

import org.jspecify.annotations.Nullable;

/** The version of an editable thing as an ETag, and the check of {@code If-Match} against it. */
public final class EntityTags {

    private EntityTags() {}

    /** Strong tag with quotes, e.g. {@code "7"}. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Refuses with 428 when the header is missing and with 412 when it names another version; {@code *} always fits.
     */
    public static void require(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problem.of(
                            428,
                            "if-match-missing",
                            "If-Match missing",
                            "Read the resource, then send its ETag %s as If-Match.".formatted(of(version)))
                    .with("version", version)
                    .asException();
        }
        String sent = ifMatch.strip();
        // A GET adds a sum of its answer to the version: "7-1a2b3c4d"
        String named = sent.replaceFirst("-[0-9a-f]{8}\"$", "\"");
        if (!sent.equals("*") && !named.equals(of(version))) {
            throw Problem.of(
                            412,
                            "version-stale",
                            "Changed by someone else",
                            "You sent If-Match %s, the resource is at %s; read it again and repeat your change."
                                    .formatted(sent, of(version)))
                    .with("version", version)
                    .asException();
        }
    }
}
