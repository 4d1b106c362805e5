package dev.gantry.kit.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The next hop of a redirected GET: never from https to http, and without credentials when the server changes. */
final class Redirects {

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> FOR_ONE_SERVER = Set.of("authorization", "cookie", "x-auth-token");

    private Redirects() {}

    static Optional<HttpRequest> next(HttpRequest request, HttpResponse<?> response) throws IOException {
        Optional<String> location = response.headers().firstValue("Location");
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        if (!isRead || !STATUSES.contains(response.statusCode()) || location.isEmpty()) {
            return Optional.empty();
        }
        URI from = request.uri();
        URI to = resolved(from, location.get());
        boolean isSameServer = Objects.equals(from.getScheme(), to.getScheme())
                && Objects.equals(from.getRawAuthority(), to.getRawAuthority());
        return Optional.of(HttpRequest.newBuilder(
                        request,
                        (name, value) ->
                                isSameServer || !FOR_ONE_SERVER.contains(name.toLowerCase(java.util.Locale.ROOT)))
                .uri(to)
                .build());
    }

    private static URI resolved(URI from, String location) throws IOException {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException(from + " redirects to what is no URL", e);
        }
        boolean isHttp = "http".equalsIgnoreCase(to.getScheme()) || "https".equalsIgnoreCase(to.getScheme());
        boolean isDowngrade = "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
        if (!isHttp || isDowngrade || to.getRawUserInfo() != null) {
            throw new IOException("%s redirects to %s, which is not followed".formatted(from, to.getScheme()));
        }
        return to;
    }
}
