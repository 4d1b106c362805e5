package dev.gantry.kit.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request by its head, before anything else is read: a body that says it is too large, an address or headers without end, an
 * address whose percent signs are none. The server below has limits of its own, wider ones, and answers there with an empty body.
 */
@ApplicationScoped
class RequestLimits {

    static final int LONGEST_ADDRESS = 8 * 1024;
    static final int LONGEST_HEADERS = 32 * 1024;
    /** Before Quarkus looks at the length itself. */
    private static final int FIRST = -10_000;

    private final long most;
    private final RouterProblems problems;

    RequestLimits(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> most,
            RouterProblems problems) {
        this.most = most.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
        this.problems = problems;
    }

    void guard(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
    }

    private void check(RoutingContext request) {
        RequestHead.standInForThePath(request.request());
        RequestHead.tidy(request.request());
        Problem problem = refusal(request.request());
        if (problem == null) {
            request.next();
        } else {
            problems.answer(request, problem);
        }
    }

    private @Nullable Problem refusal(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > most) {
            return Problem.of(
                    413,
                    "body-too-large",
                    "Body too large",
                    "The body has %s bytes, this service takes at most %d; send less.".formatted(length, most));
        }
        if (request.uri().length() > LONGEST_ADDRESS) {
            return Problem.of(
                    414,
                    "address-too-long",
                    "Address too long",
                    "The path and query have %d characters, this service takes at most %d; send fewer."
                            .formatted(request.uri().length(), LONGEST_ADDRESS));
        }
        long headers = request.headers().entries().stream()
                .mapToLong(
                        header -> header.getKey().length() + header.getValue().length())
                .sum();
        if (headers > LONGEST_HEADERS) {
            return Problem.of(
                    431,
                    "headers-too-large",
                    "Headers too large",
                    "The headers have %d characters, this service takes at most %d; send fewer."
                            .formatted(headers, LONGEST_HEADERS));
        }
        return isReadable(request.uri()) ? RequestHead.unreadableForm(request) : malformed();
    }

    private static Problem malformed() {
        return Problem.of(
                400,
                "address-malformed",
                "Address not readable",
                "The path or the query holds a percent sign that is not followed by two hexadecimal digits, or bytes"
                        + " that are no UTF-8; write a percent sign as %25.");
    }

    /** A replacement character where the caller sent bytes that are no text would let two names be one. */
    private static boolean isReadable(String address) {
        try {
            new URI(address);
            byte[] bytes = URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (URISyntaxException | IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
    }
}
