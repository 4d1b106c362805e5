package dev.gantry.kit.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemMapper;
import dev.gantry.kit.security.Actor;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Stores the answer of a POST under its {@code Idempotency-Key} and gives it again; a failed request may be repeated. */
@Provider
@Idempotent
@Blocking
class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern PLAUSIBLE = Pattern.compile("[ -~]{1,200}");
    private static final String OURS = "gantry.idempotency";

    private final IdempotencyTable rows;
    private final Actor actor;
    private final ObjectMapper json;

    IdempotencyFilter(IdempotencyTable rows, Actor actor, ObjectMapper json) {
        this.rows = rows;
        this.actor = actor;
        this.json = json;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null || key.isBlank()) {
            return;
        }
        if (!PLAUSIBLE.matcher(key).matches()) {
            request.abortWith(ProblemMapper.answer(Problem.of(
                    400,
                    "idempotency-key-malformed",
                    "Idempotency-Key not usable",
                    "An Idempotency-Key has 1 to 200 printable ASCII characters.")));
            return;
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        String query = String.valueOf(request.getUriInfo().getRequestUri().getRawQuery());
        String print = print(request.getMethod() + " " + request.getUriInfo().getPath() + "?" + query, body);
        Optional<IdempotencyTable.Answer> before = rows.reserve(key, actor.name(), print);
        if (before.isEmpty()) {
            request.setProperty(OURS, key);
            return;
        }
        request.abortWith(again(key, print, before.get()));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!(request.getProperty(OURS) instanceof String key)) {
            return;
        }
        if (response.getStatus() >= 400) {
            rows.release(key, actor.name());
            return;
        }
        String body = response.hasEntity() ? json.writeValueAsString(response.getEntity()) : null;
        rows.store(
                key,
                actor.name(),
                new IdempotencyTable.Answer("", response.getStatus(), response.getHeaderString("Location"), body));
    }

    private static Response again(String key, String print, IdempotencyTable.Answer before) {
        if (!before.request().equals(print)) {
            return ProblemMapper.answer(Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency-Key used for another request",
                    "Key %s was sent with a different path, query or body; take a new key.".formatted(key)));
        }
        if (before.status() == 0) {
            return ProblemMapper.answer(Problem.of(
                    409,
                    "request-in-progress",
                    "Request in progress",
                    "The first request with key %s is still being answered.".formatted(key)));
        }
        Response.ResponseBuilder answer = Response.status(before.status()).header("Idempotency-Replayed", "true");
        if (before.location() != null) {
            answer.header("Location", before.location());
        }
        return before.body() == null
                ? answer.build()
                : answer.type("application/json").entity(before.body()).build();
    }

    private static String print(String line, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
