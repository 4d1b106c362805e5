package dev.gantry.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keystone, and behind its tokens Nova and Placement, as far as Gantry speaks to them: real paths, microversions and error bodies, and state that obeys
 * their rules. Listens on loopback only.
 */
public final class SimulatedCloud implements AutoCloseable {
    private static final int CALLS_KEPT = 10_000;

    private final HttpServer server;
    private final SimulatedKeystone keystone;
    private final SimulatedNova nova;
    private final SimulatedPlacement placement = new SimulatedPlacement();
    private final DeviceReport report;
    private final @Nullable CloudStateFile memory;
    private final List<String> calls = new ArrayList<>();
    private final List<Map.Entry<String, Canned>> canned = new ArrayList<>();

    /** An answer that some proxy, or a service in trouble, gives in place of its own. */
    public record Canned(int status, Map<String, String> headers, String body) {}

    /** Without hosts, on a free port, its password is {@code right}; for tests, in which a move takes two looks. */
    public SimulatedCloud() throws IOException {
        this(HttpServer.create(loopback(0), 0), "right", MigrationDelay.looks(2), null);
        server.start();
    }

    private SimulatedCloud(HttpServer server, String password, MigrationDelay pace, @Nullable CloudStateFile memory) {
        this.server = server;
        this.keystone = new SimulatedKeystone(password);
        this.nova = new SimulatedNova(pace);
        this.report = new DeviceReport(nova.servers(), placement);
        this.memory = memory;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
    }

    /** As the one without hosts, by TLS. */
    public static SimulatedCloud overTls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new SimulatedCloud(server, "right", MigrationDelay.looks(2), null).started();
    }

    /** Over these hosts, by name; what it knows of servers is kept in a file over restarts. */
    public static SimulatedCloud over(
            Map<String, ComputeHost> hosts, int port, String password, MigrationDelay pace, Path file)
            throws IOException {
        CloudStateFile memory = new CloudStateFile(file);
        SimulatedCloud cloud = new SimulatedCloud(HttpServer.create(loopback(port), 0), password, pace, memory);
        hosts.forEach((name, host) -> {
            cloud.hypervisor(name, name, "up");
            cloud.nova.servers().services().add(name, host);
        });
        memory.restore(cloud.nova);
        return cloud.started();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private SimulatedCloud started() {
        server.start();
        return this;
    }

    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    public synchronized void hypervisor(String name, String service, String state) {
        nova.hypervisor(name, service, state);
        placement.root(name);
    }

    public synchronized SimulatedPlacement.Provider provider(
            String hypervisor, String suffix, Map<String, Integer> totals) {
        return placement.provider(hypervisor, suffix, totals);
    }

    public synchronized void allocate(
            SimulatedPlacement.Provider provider, String consumer, Map<String, Integer> resources) {
        provider.allocations.put(consumer, resources);
    }

    /** As if all flavors had been made with these. */
    public synchronized void scratch(int swapMib, int ephemeralGb) {
        nova.flavors().scratch(swapMib, ephemeralGb);
    }

    public synchronized void server(String id, String name) {
        nova.server(id, name);
    }

    /** Compute services, servers, and where they go. */
    public SimulatedServers moves() {
        return nova.servers();
    }

    public synchronized void endTokens() {
        keystone.endTokens();
    }

    /** The login is no longer of a role that may change flavors. */
    public synchronized void forbidChanges() {
        nova.flavors().forbidChanges();
    }

    /** What the next request whose method and path begin so is answered. */
    public synchronized void next(String call, Canned answer) {
        canned.add(Map.entry(call, answer));
    }

    /** {@code osapi_max_limit}. */
    public synchronized void longestPage(int items) {
        nova.longestPage(items);
    }

    public synchronized List<String> flavors() {
        return nova.flavors().names();
    }

    /** Method and address of what it was asked, oldest first. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized int logins() {
        return keystone.logins();
    }

    public synchronized List<String> grantsOf(String flavor) {
        return nova.flavors().grantsOf(flavor);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        if (calls.size() < CALLS_KEPT) {
            calls.add(call);
        }
        JsonNode body = ResponseBodies.JSON.readTree(exchange.getRequestBody().readAllBytes());
        Optional<Map.Entry<String, Canned>> ready =
                canned.stream().filter(c -> call.startsWith(c.getKey())).findFirst();
        if (ready.isPresent()) {
            canned.remove(ready.get());
            say(exchange, ready.get().getValue());
            return;
        }
        route(exchange, exchange.getRequestURI().getPath(), body);
        if (memory != null) {
            memory.keep(nova);
        }
    }

    private void route(HttpExchange exchange, String path, JsonNode body) throws IOException {
        if (path.equals("/v3/auth/tokens")) {
            keystone.login(exchange, body, url());
        } else if (!keystone.lets(exchange)) {
            SimulatedKeystone.refuse(exchange);
        } else if (path.startsWith("/v3/")) {
            keystone.serve(exchange, path);
        } else if (path.startsWith("/compute/v2.1/")) {
            nova.serve(exchange, path.substring("/compute/v2.1".length()), body);
        } else if (path.startsWith("/placement/")) {
            report.renew();
            placement.serve(exchange, path.substring("/placement".length()));
        } else {
            ResponseBodies.answer(
                    exchange, 404, ResponseBodies.fault("itemNotFound", 404, "The resource could not be found."));
        }
    }

    private static void say(HttpExchange exchange, Canned canned) throws IOException {
        canned.headers().forEach((k, v) -> exchange.getResponseHeaders().add(k, v));
        ResponseBodies.send(exchange, canned.status(), canned.body().getBytes(StandardCharsets.UTF_8));
    }
}
