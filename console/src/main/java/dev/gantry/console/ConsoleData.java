package dev.gantry.console;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemMapper;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the pages have to know of this installation and of their user. */
@ApplicationScoped
class ConsoleData {

    private final ConsoleSettings settings;
    private final IdentityProviderManager identities;
    private final String mode;
    private final LoginProvider login;
    private final ServedFile cards = ServedFile.of(CardCatalogue.json());

    ConsoleData(
            ConsoleSettings settings,
            IdentityProviderManager identities,
            LoginProvider login,
            @ConfigProperty(name = "gantry.mode", defaultValue = "production") String mode) {
        this.settings = settings;
        this.identities = identities;
        this.login = login;
        this.mode = mode;
    }

    /** How one logs in. Holds nothing secret: it is read before the login. */
    void config(RoutingContext request) {
        Context here = request.vertx().getOrCreateContext();
        login.find()
                .thenAccept(provider -> here.runOnContext(ignored -> {
                    JsonObject answer = new JsonObject().put("mode", mode);
                    provider.flatMap(found -> settings.oidcClientId().map(client -> new JsonObject()
                                    .put("issuer", found.issuer())
                                    .put("clientId", client)
                                    .put("scope", settings.oidcScope())))
                            .ifPresent(oidc -> answer.put("oidc", oidc));
                    send(request, 200, answer);
                }));
    }

    /** Who the token stands for and what it may do. */
    void caller(RoutingContext request) {
        QuarkusHttpUser.getSecurityIdentity(request, identities)
                .subscribe()
                .with(identity -> caller(request, identity), e -> refused(request));
    }

    private static void caller(RoutingContext request, SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            refused(request);
            return;
        }
        send(
                request,
                200,
                new JsonObject()
                        .put("name", identity.getPrincipal().getName())
                        .put(
                                "roles",
                                new JsonArray(new TreeSet<>(identity.getRoles())
                                        .stream().toList())));
    }

    /** Models of cards with their MIG slots and vGPU types, as the suite's own rules know them. */
    void cards(RoutingContext request) {
        request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Encoding", "gzip")
                .putHeader("ETag", cards.tag())
                .putHeader("Cache-Control", "no-cache")
                .end(io.vertx.core.buffer.Buffer.buffer(cards.packed()));
    }

    private static void refused(RoutingContext request) {
        Problem problem = Problem.of(
                401, "token-missing", "Token missing or not known", "Log in with a token that this suite knows.");
        send(request, problem.status(), new JsonObject(ProblemMapper.body(problem)));
    }

    private static void send(RoutingContext request, int status, JsonObject answer) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", status == 200 ? "application/json" : "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(answer.encode());
    }
}
