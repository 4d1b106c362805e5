package dev.gantry.kit.licence;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The claims of a licence token: when it ends, and which licence servers it names. */
record TokenClaims(JsonNode claims) {

    /** 9999-12-31T23:59:59Z: what lies beyond is no time that anybody meant. */
    private static final long LATEST = 253_402_300_799L;

    private static final int LARGEST_PORT = 65_535;

    /** Every value that is not of its kind or range, with its place. */
    List<TokenFlaw> flaws() {
        List<TokenFlaw> flaws = new ArrayList<>();
        Stream.of("exp", "nbf", "iat").forEach(claim -> time(flaws, claim));
        Stream.of("nbf", "iat").forEach(claim -> beforeEnd(flaws, claim));
        JsonNode issuer = claims.path("iss");
        if (!issuer.isMissingNode() && !issuer.isTextual()) {
            flaws.add(new TokenFlaw("claims.iss", kindOf(issuer), "a text"));
        }
        ports(flaws);
        nodeUrls(flaws);
        return flaws;
    }

    private static String kindOf(JsonNode node) {
        return "a value of kind " + node.getNodeType();
    }

    @Nullable
    String issuer() {
        return claims.path("iss").asText(null);
    }

    /** Empty for a token without an end. */
    Optional<Instant> expiresAt() {
        JsonNode exp = claims.path("exp");
        return exp.isNumber() ? Optional.of(Instant.ofEpochSecond((long) exp.asDouble())) : Optional.empty();
    }

    /** Hosts by their URL, the ports from the port set each of them refers to. */
    List<TokenNode> nodes() {
        Map<Integer, TreeSet<Integer>> ports = new LinkedHashMap<>();
        for (JsonNode set : service().path("svc_port_set_list")) {
            TreeSet<Integer> each = ports.computeIfAbsent(set.path("idx").asInt(), k -> new TreeSet<>());
            set.path("svc_port_map").forEach(p -> each.add(p.path("port").asInt()));
        }
        List<TokenNode> nodes = new ArrayList<>();
        for (JsonNode node : service().path("node_url_list")) {
            TreeSet<Integer> of =
                    ports.getOrDefault(node.path("svc_port_set_idx").asInt(), new TreeSet<>());
            nodes.add(new TokenNode(host(node.path("url").asText()).orElse(""), List.copyOf(of)));
        }
        return nodes;
    }

    private JsonNode service() {
        return claims.path("service_instance_configuration");
    }

    /** Seconds since 1970, RFC 7519 section 2; a fraction is allowed there. */
    private void time(List<TokenFlaw> flaws, String claim) {
        JsonNode value = claims.path(claim);
        if (value.isMissingNode()) {
            return;
        }
        String where = "claims." + claim;
        if (!value.isNumber()) {
            flaws.add(new TokenFlaw(where, kindOf(value), "seconds since 1970 as a number"));
        } else if (!(value.asDouble() >= 0 && value.asDouble() <= LATEST)) {
            flaws.add(new TokenFlaw(where, value.asText(), "seconds since 1970, from 0 to " + LATEST));
        }
    }

    /** One that ends before it begins can never be used, whatever the time is. */
    private void beforeEnd(List<TokenFlaw> flaws, String claim) {
        JsonNode begin = claims.path(claim);
        JsonNode end = claims.path("exp");
        if (begin.isNumber() && end.isNumber() && begin.asDouble() >= end.asDouble() && end.asDouble() >= 0) {
            flaws.add(new TokenFlaw("claims." + claim, begin.asText(), "a time before claims.exp, " + end.asText()));
        }
    }

    private void ports(List<TokenFlaw> flaws) {
        int set = 0;
        for (JsonNode each : service().path("svc_port_set_list")) {
            int entry = 0;
            for (JsonNode mapped : each.path("svc_port_map")) {
                JsonNode port = mapped.path("port");
                boolean isPort = port.isIntegralNumber()
                        && port.canConvertToInt()
                        && port.asInt() >= 1
                        && port.asInt() <= LARGEST_PORT;
                if (!isPort) {
                    flaws.add(new TokenFlaw(
                            "claims.service_instance_configuration.svc_port_set_list[%d].svc_port_map[%d].port"
                                    .formatted(set, entry),
                            port.isNumber() ? port.asText() : kindOf(port),
                            "a port from 1 to " + LARGEST_PORT));
                }
                entry++;
            }
            set++;
        }
    }

    private void nodeUrls(List<TokenFlaw> flaws) {
        int index = 0;
        for (JsonNode node : service().path("node_url_list")) {
            JsonNode url = node.path("url");
            if (!url.isTextual() || host(url.asText()).isEmpty()) {
                flaws.add(new TokenFlaw(
                        "claims.service_instance_configuration.node_url_list[%d].url".formatted(index),
                        url.isTextual() ? "no host" : kindOf(url),
                        "the name or address of a licence server"));
            }
            index++;
        }
    }

    /** {@code 192.0.2.7}, {@code dls.example.org}, {@code 2001:db8::7} or a whole URL. */
    private static Optional<String> host(String url) {
        String authority = url.contains("://") ? url : "https://" + (isBareIpv6(url) ? "[" + url + "]" : url);
        try {
            return Optional.ofNullable(new URI(authority).getHost())
                    .map(host -> host.replaceAll("^\\[|]$", ""))
                    .filter(host -> !host.isBlank());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isBareIpv6(String url) {
        return url.chars().filter(c -> c == ':').count() > 1 && !url.startsWith("[");
    }
}
