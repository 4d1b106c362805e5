package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.novaconfig.model.drain.DrainWay;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.RemoteException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nova's compute services, the servers of a host, and their moves. Never deletes, never forces a destination. */
public final class NovaServers {

    private static final CloudSession.Service COMPUTE = new CloudSession.Service("compute", "2.86");
    private static final int NOT_FOUND = 404;

    private final CloudSession session;

    public NovaServers(CloudSession session) {
        this.session = session;
    }

    /** A compute service. {@code disabledReason} is null when nobody gave one. */
    public record ComputeService(
            String id,
            String host,
            boolean enabled,
            boolean up,
            @Nullable String disabledReason) {}

    /** A server. {@code host} is empty when it is on none; {@code fault} is null unless Nova tells one. */
    public record Server(
            String id,
            String name,
            String status,
            @Nullable String task,
            String host,
            Map<String, String> extraSpecs,
            @Nullable String fault) {}

    /** The newest move of a server. */
    public record Migration(String status, String destination, Instant at) {
        /** It ended and the server stayed. */
        public boolean hasFailed() {
            return List.of("error", "failed", "cancelled").contains(status);
        }
    }

    /** By host. */
    public Map<String, ComputeService> services() {
        Map<String, ComputeService> services = new LinkedHashMap<>();
        session.call(COMPUTE, "GET", "/os-services?binary=nova-compute", null)
                .path("services")
                .forEach(s -> services.put(
                        s.path("host").asText(),
                        new ComputeService(
                                s.path("id").asText(),
                                s.path("host").asText(),
                                s.path("status").asText().equals("enabled"),
                                s.path("state").asText().equals("up"),
                                text(s, "disabled_reason"))));
        return services;
    }

    public void disable(ComputeService service, String reason) {
        session.call(
                COMPUTE,
                "PUT",
                "/os-services/" + service.id(),
                Map.of("status", "disabled", "disabled_reason", reason));
    }

    public void enable(ComputeService service) {
        session.call(COMPUTE, "PUT", "/os-services/" + service.id(), Map.of("status", "enabled"));
    }

    /** QEMU's version by the host of the service, where Nova tells one: {@code 8002002} is 8.2.2. */
    public Map<String, String> qemuVersions() {
        Map<String, String> versions = new HashMap<>();
        for (JsonNode h : session.list(COMPUTE, "/os-hypervisors/detail?limit=500", "hypervisors")) {
            int version = h.path("hypervisor_version").asInt();
            if (h.path("hypervisor_type").asText().equals("QEMU") && version > 0) {
                versions.put(
                        h.path("service").path("host").asText(),
                        "%d.%d.%d".formatted(version / 1_000_000, version / 1000 % 1000, version % 1000));
            }
        }
        return versions;
    }

    /** All that Nova has on the host, of every project. */
    public List<Server> servers(String host) {
        String query = "/servers/detail?all_tenants=1&host=" + URLEncoder.encode(host, StandardCharsets.UTF_8);
        return session.list(COMPUTE, query, "servers").stream()
                .map(NovaServers::server)
                .toList();
    }

    /** Empty when it is gone. */
    public Optional<Server> server(String id) {
        try {
            return Optional.of(
                    server(session.call(COMPUTE, "GET", "/servers/" + id, null).path("server")));
        } catch (RemoteException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The scheduler chooses where it goes. @throws RemoteException when Nova refuses */
    public void move(String server, DrainWay way) {
        Map<String, @Nullable Object> live = new HashMap<>();
        live.put("host", null);
        live.put("block_migration", "auto");
        Map<String, ?> asked =
                switch (way) {
                    case LIVE_MIGRATE -> Map.of("os-migrateLive", live);
                    case COLD_MIGRATE -> Collections.singletonMap("migrate", null);
                    case SHELVE -> Collections.singletonMap("shelve", null);
                    case WAIT -> throw new IllegalArgumentException("nothing is asked of a server that waits");
                };
        action(server, asked);
    }

    public void confirmMove(String server) {
        action(server, Collections.singletonMap("confirmResize", null));
    }

    public Optional<Migration> newestMigration(String server) {
        Optional<Migration> newest = Optional.empty();
        for (JsonNode m : session.call(COMPUTE, "GET", "/os-migrations?instance_uuid=" + server, null)
                .path("migrations")) {
            // 2026-11-30T11:56:33.708643
            Instant at = LocalDateTime.parse(m.path("created_at").asText()).toInstant(ZoneOffset.UTC);
            if (newest.filter(n -> n.at().isAfter(at)).isEmpty()) {
                newest = Optional.of(new Migration(
                        m.path("status").asText(), m.path("dest_compute").asText(""), at));
            }
        }
        return newest;
    }

    private void action(String server, Map<String, ?> body) {
        session.call(COMPUTE, "POST", "/servers/" + server + "/action", body);
    }

    private static Server server(JsonNode s) {
        Map<String, String> specs = new HashMap<>();
        s.path("flavor")
                .path("extra_specs")
                .properties()
                .forEach(e -> specs.put(e.getKey(), e.getValue().asText()));
        return new Server(
                s.path("id").asText(),
                s.path("name").asText(),
                s.path("status").asText(),
                text(s, "OS-EXT-STS:task_state"),
                s.path("OS-EXT-SRV-ATTR:host").asText(""),
                specs,
                text(s.path("fault"), "message"));
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.asText() : null;
    }
}
