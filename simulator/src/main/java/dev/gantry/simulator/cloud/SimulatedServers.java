package dev.gantry.simulator.cloud;

import static dev.gantry.simulator.cloud.ResponseBodies.answer;
import static dev.gantry.simulator.cloud.ResponseBodies.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Nova's servers and their moves. Obeys what Nova obeys: a busy server refuses, a move without a place fails, a cold one waits for its confirmation, and
 * nothing goes to a disabled host or to one without a free device of the class.
 */
public final class SimulatedServers {
    private final ComputeServices services = new ComputeServices();
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final DeviceClaims claims = new DeviceClaims(servers.values(), services);
    private final MigrationDelay pace;

    SimulatedServers(MigrationDelay pace) {
        this.pace = pace;
    }

    ComputeServices services() {
        return services;
    }

    DeviceClaims claims() {
        return claims;
    }

    List<Server> all() {
        return List.copyOf(servers.values());
    }

    /** A compute service of a host of which nothing else is known: it takes every server. */
    public void service(String host) {
        services.add(host, null);
    }

    public void disable(String host, @Nullable String reason) {
        services.disable(host, reason);
    }

    /** {@code enabled null}, {@code disabled gantry: driver 535}. */
    public String status(String host) {
        return services.status(host);
    }

    /** A server that runs; returns its id. */
    public String guest(String name, String host, Map<String, String> extraSpecs) {
        Server server = new Server(UUID.randomUUID().toString(), name, host, extraSpecs);
        servers.put(server.id, server);
        return server.id;
    }

    /** One that ran before this process did. */
    void restore(Server server) {
        servers.put(server.id, server);
    }

    public void status(String id, String status) {
        known(id).status = status;
    }

    /** Its next move ends with an error. */
    public void breaks(String id) {
        known(id).breaks = true;
    }

    public String where(String id) {
        return known(id).status + " on " + known(id).host;
    }

    /** How often Nova began to move it. */
    public int moves(String id) {
        return known(id).migrations.size();
    }

    private Server known(String id) {
        return Objects.requireNonNull(servers.get(id), id);
    }

    /** False for what is another's. */
    boolean serve(HttpExchange exchange, String path, JsonNode body) throws IOException {
        Map<String, String> query = ResponseBodies.query(exchange);
        if (path.startsWith("/os-services")) {
            services.serve(exchange, path, body);
        } else if (path.equals("/servers/detail")) {
            answer(exchange, 200, Map.of("servers", shown(query.get("host"))));
        } else if (path.equals("/os-migrations")) {
            answer(exchange, 200, Map.of("migrations", known(query.getOrDefault("instance_uuid", "")).migrations));
        } else if (path.startsWith("/servers/") && servers.containsKey(path.split("/")[2])) {
            one(exchange, known(path.split("/")[2]), body);
        } else {
            return false;
        }
        return true;
    }

    private List<?> shown(@Nullable String host) {
        servers.values().forEach(this::look);
        return servers.values().stream()
                .filter(s -> host == null || s.host.equals(host))
                .map(Server::shown)
                .toList();
    }

    /** Nova finds out by itself that a guest ended. */
    private void look(Server server) {
        server.look();
        boolean isGone = services.computeHost(server.host)
                .filter(host -> server.task == null && !host.runs(server.id))
                .isPresent();
        if (isGone && server.status.equals("ACTIVE")) {
            server.status = "SHUTOFF";
        }
    }

    private void one(HttpExchange exchange, Server server, JsonNode body) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            look(server);
            answer(exchange, 200, Map.of("server", server.shown()));
            return;
        }
        String action = body.fieldNames().next();
        String refusal = refusal(server, action);
        if (refusal == null) {
            act(server, action);
            answer(exchange, 202, "");
        } else {
            answer(exchange, 409, fault("conflictingRequest", 409, refusal));
        }
    }

    // Cannot 'migrate' instance 1e5037d7-78df-4463-94ba-aa8a7be52691 while it is in task_state migrating
    private static @Nullable String refusal(Server server, String action) {
        if (server.task != null) {
            return "Cannot '%s' instance %s while it is in task_state %s".formatted(action, server.id, server.task);
        }
        List<String> from =
                switch (action) {
                    case "os-migrateLive" -> List.of("ACTIVE", "PAUSED");
                    case "migrate" -> List.of("ACTIVE", "SHUTOFF");
                    case "confirmResize" -> List.of("VERIFY_RESIZE");
                    default -> List.of("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED");
                };
        return from.contains(server.status)
                ? null
                : "Cannot '%s' instance %s while it is in vm_state %s"
                        .formatted(action, server.id, server.status.toLowerCase(Locale.ROOT));
    }

    private void act(Server server, String action) {
        switch (action) {
            case "confirmResize" -> server.status = "ACTIVE";
            case "shelve" ->
                server.begin("shelving", new Server.Move("", List.of(), pace.begin(), () -> {
                    leave(server);
                    server.status = "SHELVED_OFFLOADED";
                    server.host = "";
                    server.devices = List.of();
                }));
            case "migrate" -> migrate(server, "resize_migrating", "migration", "VERIFY_RESIZE");
            default -> migrate(server, "migrating", "live-migration", server.status);
        }
    }

    private void migrate(Server server, String task, String type, String after) {
        Optional<DeviceClaims.Place> place = claims.place(server, server.host, null);
        Map<String, @Nullable Object> migration =
                server.migration(type, place.map(DeviceClaims.Place::host).orElse(null));
        boolean fails = place.isEmpty() || server.breaks;
        server.breaks = false;
        String to = place.map(DeviceClaims.Place::host).orElse(server.host);
        List<String> devices = place.map(DeviceClaims.Place::devices).orElse(List.of());
        server.begin(task, new Server.Move(to, devices, pace.begin(), () -> {
            boolean arrives = !fails && arrive(server, to, devices);
            migration.put("status", arrives ? "completed" : "error");
            server.status = arrives ? after : server.status;
        }));
    }

    /** At a live migration both ends hold a domain for a moment; the source's goes last. */
    private boolean arrive(Server server, String to, List<String> devices) {
        try {
            services.computeHost(to).ifPresent(host -> host.begin(server.id, server.name, devices));
        } catch (RuntimeException e) {
            return false;
        }
        leave(server);
        server.host = to;
        server.devices = devices;
        return true;
    }

    private void leave(Server server) {
        services.computeHost(server.host).ifPresent(host -> host.end(server.id));
    }

    /** A new one; where there is no place for it, it is there and in ERROR, as with Nova. Returns its id. */
    String boot(String name, Map<String, String> extraSpecs, @Nullable String host) {
        Server server = new Server(UUID.randomUUID().toString(), name, "", extraSpecs);
        servers.put(server.id, server);
        Optional<DeviceClaims.Place> place = claims.place(server, null, host);
        if (place.isEmpty()) {
            server.status = "ERROR";
            server.fault = "No valid host was found. ";
            return server.id;
        }
        server.status = "BUILD";
        server.host = place.get().host();
        List<String> devices = place.get().devices();
        server.begin("spawning", new Server.Move(server.host, devices, pace.begin(), () -> {
            server.devices = devices;
            services.computeHost(server.host).ifPresent(at -> at.begin(server.id, server.name, devices));
            server.status = "ACTIVE";
        }));
        return server.id;
    }
}
