package dev.gantry.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/** The console's routes on a server of their own, without the service around them. */
final class RunningConsole implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, String> settings = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();

    RunningConsole() throws Exception {
        this(new LoginProvider(true, Optional.of("https://127.0.0.1:1/realms/gantry"), Clock.systemUTC()));
    }

    RunningConsole(LoginProvider login) throws Exception {
        Router router = Router.router(vertx);
        ConsoleFiles files = new ConsoleFiles(new ObjectMapper(), login);
        ServiceProxy proxy = new ServiceProxy(vertx, new Plain(), null, config());
        router.get("/").handler(files::index);
        router.get("/console/*").handler(files::file);
        router.get("/_static/*").handler(files::library);
        for (ServiceProxy.Target target : ServiceProxy.Target.values()) {
            router.route(target.prefix() + "/*").handler(request -> proxy.pass(target, request));
        }
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** A service behind it. */
    HttpServer service(String name, Router router) throws Exception {
        HttpServer behind = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        settings.put("gantry." + name + ".url", "http://127.0.0.1:" + behind.actualPort() + "/");
        return behind;
    }

    void nobodyAt(String name) {
        settings.put("gantry." + name + ".url", "http://127.0.0.1:1");
    }

    Router router() {
        return Router.router(vertx);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return client.send(request, body);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    private Config config() {
        return new SmallRyeConfigBuilder()
                // reads the map as it is then: services come later
                .withSources(new MapBackedConfigSource("the services behind", settings) {})
                .build();
    }

    /** Settings as they are without any. */
    private record Plain() implements ConsoleSettings {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Optional<String> oidcClientId() {
            return Optional.empty();
        }

        @Override
        public String oidcScope() {
            return "openid profile";
        }

        @Override
        public Optional<String> tlsConfigurationName() {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
