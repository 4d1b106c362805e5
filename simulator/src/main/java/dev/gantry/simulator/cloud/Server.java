package dev.gantry.simulator.cloud;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server as Nova keeps it. */
final class Server {
    // resources:CUSTOM_NVIDIA_700   resources1:VGPU
    private static final Pattern RESOURCE = Pattern.compile("resources[0-9]*:((?:CUSTOM_NVIDIA_[0-9]+)|VGPU)");

    final String id;
    final String name;
    final Map<String, String> extraSpecs;
    String host;
    String status = "ACTIVE";
    /** Mediated devices that it has on its host, by UUID. */
    List<String> devices = List.of();

    @Nullable
    String task;

    @Nullable
    String fault;

    @Nullable
    Move move;

    boolean breaks;
    final List<Map<String, @Nullable Object>> migrations = new ArrayList<>();

    Server(String id, String name, String host, Map<String, String> extraSpecs) {
        this.id = id;
        this.name = name;
        this.host = host;
        this.extraSpecs = Map.copyOf(extraSpecs);
    }

    /**
     * What is being done to it.
     *
     * @param devices those that it holds already where it will be
     */
    record Move(String to, List<String> devices, MigrationDelay.Task pace, Runnable arrival) {}

    /** The classes of the devices that its flavor asks for, each as often as it does. */
    List<String> classes() {
        List<String> classes = new ArrayList<>();
        extraSpecs.forEach((key, value) -> {
            Matcher resource = RESOURCE.matcher(key);
            if (resource.matches()) {
                for (int i = 0; i < Integer.parseInt(value); i++) {
                    classes.add(resource.group(1));
                }
            }
        });
        return classes;
    }

    void begin(String what, Move next) {
        task = what;
        move = next;
    }

    /** Somebody looks at it. */
    void look() {
        Move now = move;
        if (now != null && now.pace().isDone()) {
            task = null;
            move = null;
            now.arrival().run();
        }
    }

    /** The record of a migration that begins; {@code to} is null when there is no place. */
    Map<String, @Nullable Object> migration(String type, @Nullable String to) {
        Map<String, @Nullable Object> migration = new HashMap<>();
        migration.put("status", "accepted");
        migration.put("migration_type", type);
        migration.put("source_compute", host);
        migration.put("dest_compute", to);
        migration.put("created_at", LocalDateTime.now(ZoneOffset.UTC).toString());
        migrations.add(migration);
        return migration;
    }

    Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put("id", id);
        shown.put("name", name);
        shown.put("status", "migrating".equals(task) ? "MIGRATING" : status);
        shown.put("OS-EXT-STS:task_state", task);
        shown.put("OS-EXT-SRV-ATTR:host", host.isEmpty() ? null : host);
        shown.put("flavor", Map.of("original_name", "small", "extra_specs", extraSpecs));
        if (fault != null) {
            shown.put("fault", Map.of("code", 500, "message", fault));
        }
        return shown;
    }
}
