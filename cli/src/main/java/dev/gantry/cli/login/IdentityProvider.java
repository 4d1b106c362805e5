package dev.gantry.cli.login;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Service;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.profile.OidcClient;
import dev.gantry.cli.profile.Profile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The identity provider of a suite, as it describes itself. */
record IdentityProvider(
        OidcClient client,
        String deviceEndpoint,
        String tokenEndpoint,
        @Nullable String revocationEndpoint) {

    /** Asks the suite who its provider is, unless the profile says it, and the provider where it takes what. */
    static IdentityProvider of(Profile profile, IdentityProviderClient http) {
        OidcClient named = profile.oidc();
        OidcClient client = named != null ? named : clientOfSuite(profile, http);
        String page = stripped(client.issuer()) + "/.well-known/openid-configuration";
        Node found = read(http, page, "the identity provider");
        if (!stripped(found.get("issuer").text()).equals(stripped(client.issuer()))) {
            throw new CallFailed("%s is to be the page of issuer %s, found issuer '%s'; correct the issuer"
                    .formatted(page, client.issuer(), found.get("issuer").text()));
        }
        String device = found.get("device_authorization_endpoint").text();
        if (device.isEmpty()) {
            throw new CallFailed(
                    "%s has no login for devices (RFC 8628); use an API token, or have it switched on there"
                            .formatted(client.issuer()));
        }
        Node revocation = found.get("revocation_endpoint");
        return new IdentityProvider(
                client, device, found.get("token_endpoint").text(), revocation.isMissing() ? null : revocation.text());
    }

    private static OidcClient clientOfSuite(Profile profile, IdentityProviderClient http) {
        Node oidc = read(http, profile.url(Service.INVENTORY) + "/console/config.json", "the suite")
                .get("oidc");
        if (oidc.get("issuer").isMissing()) {
            throw new CallFailed("the suite at %s names no identity provider; give profile '%s' a token-file or oidc"
                    .formatted(profile.url(), profile.name()));
        }
        return new OidcClient(
                oidc.get("issuer").text(),
                oidc.get("clientId").text(),
                oidc.get("scope").text());
    }

    private static Node read(IdentityProviderClient http, String url, String whose) {
        try {
            IdentityProviderClient.Answer answer = http.get(url, null);
            if (answer.status() == 200) {
                return answer.body();
            }
            throw new CallFailed("%s answers %d at %s".formatted(whose, answer.status(), url));
        } catch (IOException e) {
            throw new CallFailed("no answer of %s at %s (%s)".formatted(whose, url, e.getMessage()), e);
        }
    }

    private static String stripped(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
