package dev.gantry.kit.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * API tokens of a secret file, one a line, kept as hashes: {@code role owner token [last-day]}, where the token may also be written as
 * {@code sha256:} and its digest in hex, so that the file is no secret. Samples:
 *
 * <pre>
 * admin    alice        sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * viewer   provisioner  3q2-7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs  2027-01-31
 * </pre>
 */
final class ApiTokenFile {
    private static final String DIGEST = "sha256:";
    private static final int DIGEST_LENGTH = 64;
    /** Below this a token can be guessed; 32 characters of base64 or hex are 128 bits and more. */
    private static final int SHORTEST = 32;

    private final Map<String, ApiToken> byDigest;

    private ApiTokenFile(Map<String, ApiToken> byDigest) {
        this.byDigest = Map.copyOf(byDigest);
    }

    static ApiTokenFile none() {
        return new ApiTokenFile(Map.of());
    }

    /** Throws {@link IllegalStateException} naming file and line, never the token, where a line cannot be used. */
    static ApiTokenFile read(Path file) {
        try {
            return parse(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("GANTRY_API_TOKENS_FILE names " + file + ", which cannot be read", e);
        }
    }

    static ApiTokenFile parse(Path file, List<String> lines) {
        Map<String, ApiToken> found = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                take(line.split("\\s+"), found);
            } catch (IllegalArgumentException e) {
                wrong.add(file + " line " + number + ": " + e.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("; ", wrong));
        }
        return new ApiTokenFile(found);
    }

    boolean isEmpty() {
        return byDigest.isEmpty();
    }

    /** Found by its digest, so that how long it takes tells nothing of a token. */
    Optional<ApiToken> find(String token, Instant now) {
        return Optional.ofNullable(byDigest.get(TokenDigest.of(token))).filter(found -> found.isValidAt(now));
    }

    private static void take(String[] words, Map<String, ApiToken> found) {
        if (words.length < 3 || words.length > 4) {
            throw new IllegalArgumentException(
                    "expected 'role owner token [last-day]', found %d words".formatted(words.length));
        }
        if (!ApiToken.ROLES.contains(words[0])) {
            throw new IllegalArgumentException("the role is viewer, operator or admin, found '" + words[0] + "'");
        }
        ApiToken token = new ApiToken(words[1], words[0], words.length == 4 ? end(words[3]) : null);
        if (found.put(digestOf(words[2]), token) != null) {
            throw new IllegalArgumentException(
                    "the same token stands in an earlier line; give each owner a token of their own");
        }
    }

    private static String digestOf(String word) {
        if (word.startsWith(DIGEST)) {
            String digest = word.substring(DIGEST.length());
            if (!digest.matches("[0-9a-f]{" + DIGEST_LENGTH + "}")) {
                throw new IllegalArgumentException("sha256: is followed by 64 digits of lower-case hex");
            }
            return digest;
        }
        if (word.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "the token has %d characters; make one with 'openssl rand -hex 32', %d are the least"
                            .formatted(word.length(), SHORTEST));
        }
        return TokenDigest.of(word);
    }

    private static Instant end(String lastDay) {
        try {
            return LocalDate.parse(lastDay)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("the last day is written as 2027-01-31, found '" + lastDay + "'", e);
        }
    }
}
