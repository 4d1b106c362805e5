package dev.gantry.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gantry.cli.command.shared.Session;
import dev.gantry.cli.profile.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server with fixed answers, and a command line that calls it. Whatever has no answer is refused as not found. */
public final class StubSuite implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Map<String, Integer> statuses = new LinkedHashMap<>();
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    public final StringWriter out = new StringWriter();
    public final StringWriter err = new StringWriter();

    public StubSuite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param request method and path with its query, e.g. {@code GET /v1/hosts/gpu1/plan} */
    public StubSuite answers(String request, int status, String body) {
        statuses.put(request, status);
        answers.put(request, body);
        return this;
    }

    public int run(String... args) {
        Surroundings around = new Surroundings(
                Map.of("GANTRY_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "GANTRY_TOKEN", "secret"),
                Path.of("/nonexistent"),
                Path.of("/nonexistent"));
        return Gantry.run(new Session(around, new PrintWriter(out), new PrintWriter(err, true), false), args);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(sent.isEmpty() ? request : request + " " + sent);
        String text = answers.getOrDefault(request, "{\"title\":\"Not found\",\"detail\":\"no " + request + "\"}");
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("ETag", "\"7\"");
        exchange.sendResponseHeaders(statuses.getOrDefault(request, 404), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
