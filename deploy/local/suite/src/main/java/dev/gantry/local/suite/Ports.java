package dev.gantry.local.suite;

import dev.gantry.local.embedded.FreePort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loopback ports of one suite, by what listens there, e.g. {@code inventory} on 8101. */
public final class Ports {
    static final String BROKER = "broker";
    static final String DATABASE = "database";
    private static final int HOSTS_OFFSET = 21;

    private final Map<String, Integer> byName;

    private Ports(Map<String, Integer> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** As GANTRY_PORT_BASE says; from 8100 when it is not set. */
    static Ports fromEnvironment() {
        String base = System.getenv().getOrDefault("GANTRY_PORT_BASE", "8100");
        try {
            return from(Integer.parseInt(base), Simulation.HOSTS);
        } catch (NumberFormatException e) {
            throw new SuiteTrouble("GANTRY_PORT_BASE is '" + base + "'; a port number was wanted, or 0", e);
        }
    }

    /** Ports counted from a base, or any free ones for 0. */
    public static Ports from(int base, List<String> hosts) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            ports.put(service.title(), choose(base, service.portOffset()));
        }
        ports.put(BROKER, choose(base, 10));
        ports.put(DATABASE, choose(base, 12));
        for (int i = 0; i < hosts.size(); i++) {
            ports.put(hosts.get(i), choose(base, HOSTS_OFFSET + i));
        }
        return new Ports(ports);
    }

    public int of(String name) {
        Integer port = byName.get(name);
        if (port == null) {
            throw new IllegalArgumentException(name + " has no port here; known are " + byName.keySet());
        }
        return port;
    }

    /** Throws {@link SuiteTrouble} naming every port that somebody else listens on, and what it is needed for. */
    void requireFree() {
        List<String> taken = new ArrayList<>();
        byName.forEach((name, port) -> {
            try {
                FreePort.orAny(port);
            } catch (FreePort.PortTaken e) {
                taken.add("port " + port + ", needed for " + name);
            }
        });
        if (!taken.isEmpty()) {
            throw new SuiteTrouble("already taken on 127.0.0.1: " + String.join("; ", taken)
                    + ". End what listens there, or choose other ports: GANTRY_PORT_BASE=9100 (0: any free ones)");
        }
    }

    private static int choose(int base, int offset) {
        return base == 0 ? FreePort.any() : base + offset;
    }
}
