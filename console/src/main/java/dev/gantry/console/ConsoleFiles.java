package dev.gantry.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the pages and the libraries they use from the class path. Nothing is built or packed: the browser reads the modules as
 * they were written, and finds the libraries by the import map that each of them brings along.
 */
@ApplicationScoped
class ConsoleFiles {

    private static final String PAGES = "console/";
    private static final String LIBRARIES = "META-INF/resources";
    private static final String IMPORT_MAP = "<!-- import map -->";
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Optional<ServedFile>> files = new ConcurrentHashMap<>();
    private final ContentPolicy policy;
    private final ServedFile index;
    private final LoginProvider login;

    ConsoleFiles(ObjectMapper json, LoginProvider login) {
        String map = importMap(json);
        this.login = login;
        this.policy = new ContentPolicy(map);
        this.index = ServedFile.of(
                text(PAGES + "index.html").replace(IMPORT_MAP, "<script type=\"importmap\">" + map + "</script>"));
    }

    void index(RoutingContext request) {
        Context here = request.vertx().getOrCreateContext();
        login.find()
                .thenAccept(provider -> here.runOnContext(ignored -> {
                    List<String> called =
                            provider.map(LoginProvider.Provider::origins).orElse(List.of());
                    request.response().putHeader("Content-Security-Policy", policy.header(called));
                    send(request, index, "text/html; charset=utf-8", "no-cache");
                }));
    }

    void file(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.equals("/console") || path.equals("/console/")) {
            request.redirect("/");
            return;
        }
        serve(request, PAGES + path.substring("/console/".length()), "no-cache");
    }

    /** The address of a library's file holds its version. */
    void library(RoutingContext request) {
        serve(request, LIBRARIES + request.normalizedPath(), "public, max-age=31536000, immutable");
    }

    private void serve(RoutingContext request, String resource, String caching) {
        String type = MEDIA_TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        Optional<ServedFile> found = type == null || resource.contains("..")
                ? Optional.empty()
                : files.computeIfAbsent(resource, ConsoleFiles::read);
        if (found.isPresent() && type != null) {
            send(request, found.get(), type, caching);
        } else {
            request.next();
        }
    }

    private static void send(RoutingContext request, ServedFile file, String type, String caching) {
        HttpServerResponse response = request.response()
                .putHeader("Content-Type", type)
                .putHeader("ETag", file.tag())
                .putHeader("Cache-Control", caching)
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        if (file.tag().equals(request.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        String accepted = request.request().getHeader("Accept-Encoding");
        boolean isPacked = accepted != null && accepted.contains("gzip");
        if (isPacked) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.end(Buffer.buffer(isPacked ? file.packed() : file.plain()));
    }

    private static Optional<ServedFile> read(String resource) {
        try (InputStream stream = loader().getResourceAsStream(resource)) {
            return stream == null ? Optional.empty() : Optional.of(ServedFile.of(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static String text(String resource) {
        return read(resource)
                .map(file -> new String(file.plain(), StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException(resource + " is missing"));
    }

    /** All libraries' maps as one. */
    private static String importMap(ObjectMapper json) {
        ObjectNode all = json.createObjectNode();
        try {
            for (URL one : Collections.list(loader().getResources("META-INF/importmap.json"))) {
                JsonNode imports = json.readTree(one).path("imports");
                imports.properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
            }
            return json.writeValueAsString(json.createObjectNode().set("imports", all));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the libraries' import maps", e);
        }
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
