package dev.gantry.cli.profile;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Service;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the suite is and who is calling.
 *
 * @param url inventory's origin, which serves the other services below prefixes
 * @param services addresses of services that are reached directly
 * @param token as it was given; null where a person logs in
 * @param ca PEM file of the certificate authorities to trust; the system's when null
 * @param oidc as which client one logs in; the suite is asked when null
 */
public record Profile(
        String name,
        String url,
        Map<Service, String> services,
        @Nullable String token,
        @Nullable String ca,
        @Nullable OidcClient oidc) {

    public Profile {
        services = Map.copyOf(services);
    }

    public String url(Service service) {
        String own = services.get(service);
        return own != null ? stripped(own) : stripped(url) + service.prefix();
    }

    public CallFailed missingToken() {
        return new CallFailed("profile '%s' has no token: call gantry login, give token-file, or set GANTRY_TOKEN_FILE"
                .formatted(name));
    }

    private static String stripped(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Profile[name=" + name + ", url=" + url + "]";
    }
}
