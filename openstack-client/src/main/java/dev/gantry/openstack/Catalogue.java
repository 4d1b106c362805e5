package dev.gantry.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where each service of a cloud is: what the token's catalogue says, and what {@code clouds.yaml} says in its place. */
record Catalogue(String authUrl, @Nullable String region, String networkInterface, Map<String, String> endpoints) {

    static Catalogue of(Cloud cloud, JsonNode token) {
        Map<String, String> endpoints = new LinkedHashMap<>();
        for (JsonNode service : token.path("catalog")) {
            for (JsonNode endpoint : service.path("endpoints")) {
                boolean isHere = cloud.region() == null
                        || cloud.region().equals(endpoint.path("region").asText());
                if (isHere
                        && cloud.networkInterface()
                                .equals(endpoint.path("interface").asText())) {
                    endpoints.putIfAbsent(
                            service.path("type").asText(), endpoint.path("url").asText());
                }
            }
        }
        endpoints.put("identity", cloud.authUrl() + "/v3");
        endpoints.putAll(cloud.endpoints());
        endpoints.replaceAll((type, url) -> url.replaceAll("/+$", ""));
        endpoints.computeIfPresent("compute", (type, url) -> compute(url));
        endpoints.computeIfPresent("image", (type, url) -> url.replaceFirst("/+v2$", ""));
        return new Catalogue(cloud.authUrl(), cloud.region(), cloud.networkInterface(), endpoints);
    }

    /** Nova by its root ({@code http://controller:8774}) answers every path with a choice of versions; by {@code /v2} it knows no microversion. */
    private static String compute(String url) {
        if (url.matches(".*/v2\\.1(/.*)?")) {
            return url;
        }
        return url.matches(".*/v2(/.*)?") ? url.replaceFirst("/v2(?=/|$)", "/v2.1") : url + "/v2.1";
    }

    Optional<String> find(String type) {
        return Optional.ofNullable(endpoints.get(type));
    }

    /** @throws RemoteException 404 when it has none */
    String endpoint(String type) {
        String where = region == null ? "" : " in region " + region;
        return find(type)
                .orElseThrow(() -> new RemoteException(
                        404,
                        type,
                        "the catalogue of " + authUrl + " has no " + networkInterface + " endpoint of it" + where
                                + "; it has " + endpoints.keySet()));
    }
}
