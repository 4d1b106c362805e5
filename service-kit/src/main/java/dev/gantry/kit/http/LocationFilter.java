package dev.gantry.kit.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Writes {@code Location} from the configured public address, or from the headers of a trusted proxy, or else as a path alone: the
 * {@code Host} header is the caller's to choose.
 */
@ApplicationScoped
public class LocationFilter {

    private static final String LOCATION = "Location";
    /** Before the answer is stored under its {@code Idempotency-Key}. */
    private static final int FIRST = 6_000;

    private final Optional<String> publicUrl;
    private final boolean isProxyTrusted;

    LocationFilter(
            @ConfigProperty(name = "gantry.http.public-url") Optional<String> publicUrl,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding") boolean isProxyTrusted) {
        this.publicUrl = publicUrl.filter(url -> !url.isBlank()).map(url -> url.replaceAll("/+$", ""));
        this.isProxyTrusted = isProxyTrusted;
    }

    @ServerResponseFilter(priority = FIRST)
    public void write(ContainerRequestContext request, ContainerResponseContext response) {
        Object location = response.getHeaders().getFirst(LOCATION);
        if (location == null) {
            return;
        }
        URI uri = URI.create(location.toString());
        URI base = request.getUriInfo().getBaseUri();
        boolean isOurs = !uri.isAbsolute() || Objects.equals(uri.getRawAuthority(), base.getRawAuthority());
        if (isOurs && (publicUrl.isPresent() || !isProxyTrusted)) {
            response.getHeaders().putSingle(LOCATION, publicUrl.orElse("") + pathOf(uri));
        }
    }

    private static String pathOf(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
