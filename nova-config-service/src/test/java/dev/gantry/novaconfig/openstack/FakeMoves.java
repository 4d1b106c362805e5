package dev.gantry.novaconfig.openstack;

import static dev.gantry.novaconfig.openstack.FakeCloud.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Nova's compute services, servers and migrations, with the bodies and messages of nova-api 34.0.0 under Keystone 30. A move takes two looks. Obeys
 * what Nova obeys: a busy server refuses, a move without a place fails, a cold one waits for its confirmation, and nothing goes to a disabled host.
 */
public final class FakeMoves {

    private static final class Service {
        final String id = UUID.randomUUID().toString();
        String status = "enabled";
        String state = "up";

        @Nullable
        String reason;
    }

    /** A server. */
    private static final class Guest {
        String name = "";
        String host = "";
        String status = "ACTIVE";

        @Nullable
        String task;

        @Nullable
        String fault;

        Map<String, String> extraSpecs = Map.of();
        Runnable arrival = () -> {};
        int looks;
        boolean breaks;
        final List<Map<String, Object>> migrations = new ArrayList<>();
    }

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Guest> guests = new LinkedHashMap<>();

    public void service(String host) {
        services.put(host, new Service());
    }

    public void disable(String host, String reason) {
        services.get(host).status = "disabled";
        services.get(host).reason = reason;
    }

    public String status(String host) {
        return services.get(host).status + " " + services.get(host).reason;
    }

    public String guest(String name, String host, Map<String, String> extraSpecs) {
        Guest guest = new Guest();
        guest.name = name;
        guest.host = host;
        guest.extraSpecs = extraSpecs;
        String id = UUID.randomUUID().toString();
        guests.put(id, guest);
        return id;
    }

    public void status(String id, String status) {
        guests.get(id).status = status;
    }

    /** Its next move ends with an error. */
    public void breaks(String id) {
        guests.get(id).breaks = true;
    }

    public String where(String id) {
        Guest guest = guests.get(id);
        return guest.status + " on " + guest.host;
    }

    /** How often Nova began to move it. */
    public int moves(String id) {
        return guests.get(id).migrations.size();
    }

    /** False for what is another's. */
    boolean serve(HttpExchange exchange, String path, JsonNode body) throws IOException {
        String method = exchange.getRequestMethod();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (path.equals("/os-services") && method.equals("GET")) {
            answer(exchange, 200, Map.of("services", shownServices()));
        } else if (path.startsWith("/os-services/") && method.equals("PUT")) {
            change(path.substring("/os-services/".length()), body);
            answer(exchange, 200, Map.of("service", Map.of()));
        } else if (path.equals("/servers/detail")) {
            String host = query.replaceFirst("^all_tenants=1&host=([^&]*).*$", "$1");
            answer(exchange, 200, Map.of("servers", onHost(host)));
        } else if (path.equals("/os-migrations")) {
            String id = query.replaceFirst("^instance_uuid=", "");
            answer(exchange, 200, Map.of("migrations", guests.get(id).migrations));
        } else if (path.startsWith("/servers/") && guests.containsKey(path.split("/")[2])) {
            server(exchange, path.split("/")[2], method, body);
        } else {
            return false;
        }
        return true;
    }

    private void server(HttpExchange exchange, String id, String method, JsonNode body) throws IOException {
        Guest guest = guests.get(id);
        if (method.equals("GET")) {
            look(guest);
            answer(exchange, 200, Map.of("server", shown(id, guest)));
            return;
        }
        String action = body.fieldNames().next();
        String refusal = refusal(id, guest, action);
        if (refusal == null) {
            act(guest, action);
            answer(exchange, 202, "");
        } else {
            answer(exchange, 409, Map.of("conflictingRequest", Map.of("code", 409, "message", refusal)));
        }
    }

    // Cannot 'migrate' instance 1e5037d7-78df-4463-94ba-aa8a7be52691 while it is in task_state migrating
    private static @Nullable String refusal(String id, Guest guest, String action) {
        if (guest.task != null) {
            return "Cannot '%s' instance %s while it is in task_state %s".formatted(action, id, guest.task);
        }
        boolean fits =
                switch (action) {
                    case "os-migrateLive" -> List.of("ACTIVE", "PAUSED").contains(guest.status);
                    case "migrate" -> List.of("ACTIVE", "SHUTOFF").contains(guest.status);
                    case "confirmResize" -> guest.status.equals("VERIFY_RESIZE");
                    default ->
                        List.of("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED").contains(guest.status);
                };
        return fits
                ? null
                : "Cannot '%s' instance %s while it is in vm_state %s"
                        .formatted(action, id, guest.status.toLowerCase());
    }

    private void act(Guest guest, String action) {
        guest.looks = 0;
        switch (action) {
            case "confirmResize" -> guest.status = "ACTIVE";
            case "shelve" ->
                begin(guest, "shelving", () -> {
                    guest.status = "SHELVED_OFFLOADED";
                    guest.host = "";
                });
            default -> migrate(guest, action.equals("migrate") ? "VERIFY_RESIZE" : guest.status, action);
        }
    }

    private void migrate(Guest guest, String after, String action) {
        String from = guest.host;
        String to = services.entrySet().stream()
                .filter(s -> !s.getKey().equals(from)
                        && s.getValue().status.equals("enabled")
                        && s.getValue().state.equals("up"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        Map<String, Object> migration = new HashMap<>();
        migration.put("status", "accepted");
        migration.put("migration_type", action.equals("migrate") ? "migration" : "live-migration");
        migration.put("source_compute", from);
        migration.put("dest_compute", to);
        migration.put("created_at", LocalDateTime.now(ZoneOffset.UTC).toString());
        guest.migrations.add(migration);
        boolean fails = to == null || guest.breaks;
        guest.breaks = false;
        begin(guest, action.equals("migrate") ? "resize_migrating" : "migrating", () -> {
            migration.put("status", fails ? "error" : "completed");
            guest.host = fails ? from : to;
            guest.status = fails ? guest.status : after;
        });
    }

    private static void begin(Guest guest, String task, Runnable arrival) {
        guest.task = task;
        guest.arrival = arrival;
    }

    private static void look(Guest guest) {
        if (guest.task != null && ++guest.looks > 2) {
            guest.task = null;
            guest.arrival.run();
        }
    }

    private void change(String id, JsonNode body) {
        services.values().stream().filter(s -> s.id.equals(id)).forEach(s -> {
            s.status = body.path("status").asText();
            s.reason = body.path("disabled_reason").asText(null);
        });
    }

    private List<Map<String, Object>> shownServices() {
        List<Map<String, Object>> shown = new ArrayList<>();
        services.forEach((host, s) -> {
            Map<String, Object> one = new HashMap<>();
            one.put("binary", "nova-compute");
            one.put("host", host);
            one.put("id", s.id);
            one.put("zone", "nova");
            one.put("status", s.status);
            one.put("state", s.state);
            one.put("disabled_reason", s.reason);
            one.put("forced_down", false);
            shown.add(one);
        });
        return shown;
    }

    private List<Map<String, Object>> onHost(String host) {
        guests.values().forEach(FakeMoves::look);
        return guests.entrySet().stream()
                .filter(e -> e.getValue().host.equals(host))
                .map(e -> shown(e.getKey(), e.getValue()))
                .toList();
    }

    private static Map<String, Object> shown(String id, Guest guest) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("id", id);
        shown.put("name", guest.name);
        shown.put("status", guest.task != null && guest.task.equals("migrating") ? "MIGRATING" : guest.status);
        shown.put("OS-EXT-STS:task_state", guest.task);
        shown.put("OS-EXT-SRV-ATTR:host", guest.host.isEmpty() ? null : guest.host);
        shown.put("flavor", Map.of("original_name", "small", "extra_specs", guest.extraSpecs));
        if (guest.fault != null) {
            shown.put("fault", Map.of("code", 500, "message", guest.fault));
        }
        return shown;
    }
}
