package dev.gantry.imagebuilder.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads a client configuration token: a JSON Web Token (RFC 7519) whose claims name the licence servers.
 * Source of the claims: NVIDIA License System's service instance tokens, as fastapi-dls documents them.
 */
public final class TokenReader {

    private static final ObjectMapper JSON = new ObjectMapper();

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
                            .limit(20)
                            .map(f -> new Violation(
                                    "character %d".formatted(f.offset()),
                                    "%s %s".formatted(f.code(), f.name()),
                                    "letters, digits, dash, underscore and two dots",
                                    "Copy the file itself, or send it with removeInvisible=true"))
                            .toList());
        }
        return text;
    }

    /** @throws ProblemException {@code token-malformed} or {@code token-expired} */
    public static LicenceToken read(String name, String token, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw malformed(parts.length + " parts", "three parts with a dot between");
        }
        decode("header", parts[0]);
        JsonNode claims = decode("claims", parts[1]);
        Instant expires = claims.path("exp").canConvertToLong()
                ? Instant.ofEpochSecond(claims.path("exp").asLong())
                : null;
        String fingerprint =
                Sha256.of(token.getBytes(StandardCharsets.US_ASCII)).brief();
        LicenceToken read =
                new LicenceToken(name, fingerprint, claims.path("iss").asText(null), expires, nodes(claims), now);
        if (read.hasExpired(now)) {
            throw ProblemException.invalid(
                    "token-expired",
                    "Token has expired",
                    new Violation(
                            "exp",
                            String.valueOf(expires),
                            "a time after " + now,
                            "Generate a new token on the licence server"));
        }
        return read;
    }

    /** Hosts by their URL, the ports from the port set each of them refers to. */
    private static List<LicenceToken.Node> nodes(JsonNode claims) {
        JsonNode service = claims.path("service_instance_configuration");
        Map<Integer, TreeSet<Integer>> ports = new LinkedHashMap<>();
        for (JsonNode set : service.path("svc_port_set_list")) {
            TreeSet<Integer> each = ports.computeIfAbsent(set.path("idx").asInt(), k -> new TreeSet<>());
            set.path("svc_port_map").forEach(p -> each.add(p.path("port").asInt()));
        }
        List<LicenceToken.Node> nodes = new ArrayList<>();
        for (JsonNode node : service.path("node_url_list")) {
            TreeSet<Integer> of =
                    ports.getOrDefault(node.path("svc_port_set_idx").asInt(), new TreeSet<>());
            nodes.add(new LicenceToken.Node(host(node.path("url").asText()), List.copyOf(of)));
        }
        return nodes;
    }

    /** {@code 192.0.2.7}, {@code dls.example.org} or a whole URL. */
    private static String host(String url) {
        if (!url.contains("://")) {
            return url;
        }
        String host = URI.create(url).getHost();
        return host == null ? url : host;
    }

    private static JsonNode decode(String part, String text) {
        try {
            JsonNode json = JSON.readTree(Base64.getUrlDecoder().decode(text.replaceAll("=+$", "")));
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IllegalArgumentException | IOException e) {
            // told below, without a word of the token
        }
        throw malformed("a " + part + " that is not base64url JSON", "a JSON Web Token as the licence server gives it");
    }

    private static ProblemException malformed(String found, String expected) {
        return ProblemException.invalid(
                "token-malformed",
                "Not a licence token",
                new Violation("body", found, expected, "Download the client configuration token again"));
    }
}
