package dev.gantry.imagebuilder.keys;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a client configuration token: a JSON Web Token (RFC 7519) whose claims name the licence servers.
 * Source of the claims: NVIDIA License System's service instance tokens, as fastapi-dls documents them.
 */
public final class TokenReader {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final List<String> PARTS = List.of("header", "claims", "signature");
    private static final int MOST_TOLD = 20;

    private TokenReader() {}

    /** The token alone, in one line. @throws ProblemException {@code token-invisible-characters} naming each and its place */
    public static String clean(String given, InvisibleCharacters.Handling invisible) {
        if (invisible == InvisibleCharacters.Handling.REMOVE) {
            return InvisibleCharacters.remove(given);
        }
        // the line feed that closes a text file is none of its text (POSIX.1-2017, 3.206); a carriage return is
        String text = given.endsWith("\n") ? given.substring(0, given.length() - 1) : given;
        List<InvisibleCharacters.Found> found = InvisibleCharacters.find(text);
        if (!found.isEmpty()) {
            throw ProblemException.invalid(
                    "token-invisible-characters",
                    "Token holds characters that cannot be seen",
                    found.stream()
                            .limit(MOST_TOLD)
                            .map(f -> new Violation(
                                    "character %d".formatted(f.offset()),
                                    "%s %s".formatted(f.code(), f.name()),
                                    "letters, digits, dash, underscore and two dots",
                                    "Copy the file itself, or send it with removeInvisible=true"))
                            .toList());
        }
        return text;
    }

    /** @throws ProblemException {@code token-malformed} with every place that is wrong, or {@code token-expired} */
    public static LicenceToken read(String name, String token, Instant now) {
        refuseForeignCharacters(token);
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS.size()) {
            throw malformed(List.of(violation("body", parts.length + " parts", "three parts with a dot between")));
        }
        JsonNode header = decode(PARTS.get(0), parts[0]);
        TokenClaims claims = new TokenClaims(decode(PARTS.get(1), parts[1]));
        List<Violation> violations = new ArrayList<>(TokenSignature.violations(header, parts[2]));
        violations.addAll(claims.violations());
        if (!violations.isEmpty()) {
            throw malformed(violations);
        }
        String fingerprint =
                Sha256.of(token.getBytes(StandardCharsets.US_ASCII)).brief();
        LicenceToken read = new LicenceToken(
                name, fingerprint, claims.issuer(), claims.expiresAt().orElse(null), claims.nodes(), now);
        if (read.hasExpired(now)) {
            throw ProblemException.invalid(
                    "token-expired",
                    "Token has expired",
                    new Violation(
                            "claims.exp",
                            String.valueOf(read.expiresAt()),
                            "a time after " + now,
                            "Generate a new token on the licence server"));
        }
        return read;
    }

    /** A letter of another alphabet looks like one of ours and spoils the signature; base64url and its dots are all of ASCII. */
    private static void refuseForeignCharacters(String token) {
        List<Violation> foreign = new ArrayList<>();
        for (int i = 0;
                i < token.length() && foreign.size() < MOST_TOLD;
                i += Character.charCount(token.codePointAt(i))) {
            int c = token.codePointAt(i);
            if (!isOfToken(c)) {
                foreign.add(violation(
                        "character %d".formatted(i),
                        "U+%04X %s".formatted(c, Character.getName(c)),
                        "letters, digits, dash, underscore and two dots"));
            }
        }
        if (!foreign.isEmpty()) {
            throw malformed(foreign);
        }
    }

    private static boolean isOfToken(int c) {
        return c == '.' || c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private static JsonNode decode(String part, String text) {
        try {
            JsonNode json = JSON.readTree(TokenSignature.decode(text).orElse(new byte[0]));
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // told below, without a word of the token
        }
        throw malformed(
                List.of(violation(part, "no base64url JSON", "a JSON Web Token as the licence server gives it")));
    }

    static Violation violation(String where, String found, String expected) {
        return new Violation(where, found, expected, "Download the client configuration token again");
    }

    private static ProblemException malformed(List<Violation> violations) {
        return ProblemException.invalid("token-malformed", "Not a licence token", violations);
    }
}
