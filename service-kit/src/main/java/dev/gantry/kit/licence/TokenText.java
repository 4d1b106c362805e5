package dev.gantry.kit.licence;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client configuration token of NVIDIA's licence system: a JSON Web Token (RFC 7519) whose claims name the licence servers, and nothing
 * before or after it. Source of the claims: NVIDIA License System's service instance tokens, as fastapi-dls documents them.
 *
 * @param flaws empty for one that can be used; the rest is known only then
 * @param expiresAt null for one without an end
 * @param nodes the licence servers
 */
public record TokenText(
        List<TokenFlaw> flaws,
        @Nullable String issuer,
        @Nullable Instant expiresAt,
        List<TokenNode> nodes) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int PARTS = 3;
    private static final int MOST_TOLD = 20;

    public TokenText {
        flaws = List.copyOf(flaws);
        nodes = List.copyOf(nodes);
    }

    public static TokenText read(String token) {
        List<TokenFlaw> foreign = foreignCharacters(token);
        if (!foreign.isEmpty()) {
            return refused(foreign);
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return refused(List.of(new TokenFlaw("body", parts.length + " parts", "three parts with a dot between")));
        }
        Optional<JsonNode> header = decode(parts[0]);
        Optional<JsonNode> payload = decode(parts[1]);
        if (header.isEmpty() || payload.isEmpty()) {
            return refused(List.of(new TokenFlaw(
                    header.isEmpty() ? "header" : "claims",
                    "no base64url JSON",
                    "a JSON Web Token as the licence server gives it")));
        }
        TokenClaims claims = new TokenClaims(payload.get());
        List<TokenFlaw> flaws = new ArrayList<>(TokenSignature.flaws(header.get(), parts[2]));
        flaws.addAll(claims.flaws());
        return flaws.isEmpty()
                ? new TokenText(List.of(), claims.issuer(), claims.expiresAt().orElse(null), claims.nodes())
                : refused(flaws);
    }

    private static TokenText refused(List<TokenFlaw> flaws) {
        return new TokenText(flaws, null, null, List.of());
    }

    public boolean hasExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** A letter of another alphabet looks like one of ours and spoils the signature; base64url and its dots are all of ASCII. */
    private static List<TokenFlaw> foreignCharacters(String token) {
        List<TokenFlaw> foreign = new ArrayList<>();
        for (int i = 0;
                i < token.length() && foreign.size() < MOST_TOLD;
                i += Character.charCount(token.codePointAt(i))) {
            int c = token.codePointAt(i);
            if (!isOfToken(c)) {
                foreign.add(new TokenFlaw(
                        "character %d".formatted(i),
                        "U+%04X %s".formatted(c, Character.getName(c)),
                        "letters, digits, dash, underscore and two dots"));
            }
        }
        return foreign;
    }

    private static boolean isOfToken(int c) {
        return c == '.' || c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private static Optional<JsonNode> decode(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(TokenSignature.decode(text).orElse(new byte[0])))
                    .filter(JsonNode::isObject);
        } catch (IOException e) {
            // told by the caller, without a word of the token
            return Optional.empty();
        }
    }
}
