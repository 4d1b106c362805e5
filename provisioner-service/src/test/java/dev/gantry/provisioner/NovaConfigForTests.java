package dev.gantry.provisioner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Stands in for nova-config: answers what a test puts into a file {@code HOST.json} of its folder, else that nobody holds anything. */
public final class NovaConfigForTests implements QuarkusTestResourceLifecycleManager {

    public static final String FOLDER = "gantry.test.nova-config";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("nova-config");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/hosts/", exchange -> answer(exchange, folder));
            server.start();
            return Map.of(
                    FOLDER,
                    folder.toString(),
                    "gantry.provisioner.placement-check.url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sample of a path: {@code /v1/hosts/computegpu007/allocations}. */
    private static void answer(HttpExchange exchange, Path folder) throws IOException {
        Path said = folder.resolve(exchange.getRequestURI().getPath().split("/")[3] + ".json");
        byte[] body = Files.exists(said) ? Files.readAllBytes(said) : "{\"items\":[]}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
