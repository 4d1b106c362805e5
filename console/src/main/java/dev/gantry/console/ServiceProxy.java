package dev.gantry.console;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemMapper;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * Passes REST calls on to the other services of the suite, so that a browser has one origin. The caller's own token goes along and
 * the service judges it; nothing but {@code /v1} can be reached.
 */
@ApplicationScoped
class ServiceProxy {

    /** The services that inventory passes calls on to. */
    enum Target {
        PROVISIONER,
        NOVA_CONFIG,
        IMAGE_BUILDER;

        private String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** E.g. {@code /nova-config}. */
        String prefix() {
            return "/" + title();
        }
    }

    /** A browser holds some streams open at each of its pages. */
    private static final int MOST_CONNECTIONS = 1024;

    private static final int CONNECT_MS = 5_000;

    /** Belong to one connection and not to the call (RFC 9110, 7.6.1), or name the host that was asked. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host");

    private final HttpClient client;
    private final Config config;

    ServiceProxy(Vertx vertx, ConsoleSettings settings, TlsConfigurationRegistry tls, Config config) {
        HttpClientOptions options =
                new HttpClientOptions().setMaxPoolSize(MOST_CONNECTIONS).setConnectTimeout(CONNECT_MS);
        settings.tlsConfigurationName()
                .flatMap(name -> tls.get(name))
                .ifPresent(trust -> options.setTrustOptions(trust.getTrustStoreOptions()));
        this.client = vertx.createHttpClient(options);
        this.config = config;
    }

    void pass(Target target, RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!context.normalizedPath().startsWith(target.prefix() + "/v1/")
                || request.uri().contains("..")) {
            context.next();
            return;
        }
        request.pause(); // until the connection to the service is there, which reads it then
        String base = config.getValue("gantry." + target.title() + ".url", String.class);
        String rest = request.uri().substring(target.prefix().length());
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setAbsoluteURI(base.replaceFirst("/$", "") + rest)
                .setFollowRedirects(false);
        client.request(options)
                .compose(call -> {
                    copy(request, call);
                    context.response().closeHandler(gone -> call.reset());
                    return hasBody(request) ? call.send(request) : call.send();
                })
                .onSuccess(answer -> answer(answer, context.response()))
                .onFailure(e -> unreachable(target, context));
    }

    private static boolean hasBody(HttpServerRequest request) {
        return !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
    }

    private static void copy(HttpServerRequest request, HttpClientRequest call) {
        request.headers().forEach(header -> {
            if (!NOT_PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                call.putHeader(header.getKey(), header.getValue());
            }
        });
    }

    private static void answer(HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode());
        answer.headers().forEach(header -> {
            if (!NOT_PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response.headers().add(header.getKey(), header.getValue());
            }
        });
        if (!answer.headers().contains("Content-Length")) {
            response.setChunked(true);
        }
        answer.pipeTo(response);
    }

    private static void unreachable(Target target, RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset(); // half an answer shall not look like a whole one
            return;
        }
        Problem problem = Problem.of(
                502,
                "service-unreachable",
                "Service out of reach",
                "%s gave no answer to inventory; is it running, and is gantry.%s.url right?"
                        .formatted(target.title(), target.title()));
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject(ProblemMapper.body(problem)).encode());
    }
}
