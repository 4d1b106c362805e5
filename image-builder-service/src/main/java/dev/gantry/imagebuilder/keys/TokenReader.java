package dev.gantry.imagebuilder.keys;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.kit.licence.TokenText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Reads a client configuration token as an operator sends it: what it holds besides the token, and then the token itself.
 */
public final class TokenReader {

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
        TokenText text = TokenText.read(token);
        if (!text.flaws().isEmpty()) {
            throw ProblemException.invalid(
                    "token-malformed",
                    "Not a licence token",
                    text.flaws().stream()
                            .map(flaw -> new Violation(
                                    flaw.where(),
                                    flaw.found(),
                                    flaw.expected(),
                                    "Download the client configuration token again"))
                            .toList());
        }
        if (text.hasExpired(now)) {
            throw ProblemException.invalid(
                    "token-expired",
                    "Token has expired",
                    new Violation(
                            "claims.exp",
                            String.valueOf(text.expiresAt()),
                            "a time after " + now,
                            "Generate a new token on the licence server"));
        }
        String fingerprint =
                Sha256.of(token.getBytes(StandardCharsets.US_ASCII)).brief();
        List<LicenceToken.Node> nodes = text.nodes().stream()
                .map(node -> new LicenceToken.Node(node.host(), node.ports()))
                .toList();
        return new LicenceToken(name, fingerprint, text.issuer(), text.expiresAt(), nodes, now);
    }
}
