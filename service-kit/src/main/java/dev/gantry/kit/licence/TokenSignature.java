package dev.gantry.kit.licence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the signature of a JSON Web Token can be one of its algorithm: whole base64url, and as long as the algorithm makes it. A token that
 * was cut off while it was copied shows so. The signature itself cannot be verified here: only the licence server has the key.
 * Source: RFC 7515 (base64url without padding), RFC 7518 section 3 (lengths; RSA keys have at least 2048 bits), RFC 8037 (EdDSA).
 */
final class TokenSignature {

    private static final Set<Integer> RSA = Set.of(256, 384, 512, 1024);
    private static final Map<String, Set<Integer>> BYTES = Map.ofEntries(
            Map.entry("HS256", Set.of(32)),
            Map.entry("HS384", Set.of(48)),
            Map.entry("HS512", Set.of(64)),
            Map.entry("ES256", Set.of(64)),
            Map.entry("ES384", Set.of(96)),
            Map.entry("ES512", Set.of(132)),
            Map.entry("EdDSA", Set.of(64, 114)),
            Map.entry("RS256", RSA),
            Map.entry("RS384", RSA),
            Map.entry("RS512", RSA),
            Map.entry("PS256", RSA),
            Map.entry("PS384", RSA),
            Map.entry("PS512", RSA));

    private TokenSignature() {}

    /** Empty when it can be one. */
    static List<TokenFlaw> flaws(JsonNode header, String signature) {
        JsonNode named = header.path("alg");
        Set<Integer> lengths = named.isTextual() ? BYTES.get(named.asText()) : null;
        if (lengths == null) {
            return List.of(new TokenFlaw(
                    "header.alg",
                    named.isTextual() ? named.asText() : "no algorithm",
                    "one of " + BYTES.keySet().stream().sorted().toList()));
        }
        Optional<byte[]> bytes = decode(signature);
        if (bytes.isEmpty()) {
            return List.of(new TokenFlaw(
                    "signature",
                    "%d characters that are no whole base64url".formatted(signature.length()),
                    "base64url"));
        }
        return lengths.contains(bytes.get().length)
                ? List.of()
                : List.of(new TokenFlaw(
                        "signature",
                        "%d bytes".formatted(bytes.get().length),
                        "%s bytes, as %s makes them; the token was cut off or added to"
                                .formatted(lengths.stream().sorted().toList(), named.asText())));
    }

    /** Empty for what is not exactly the base64url of some bytes, without padding. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            boolean isExact = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(text);
            return isExact ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
