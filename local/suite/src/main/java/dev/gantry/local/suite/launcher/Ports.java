package dev.gantry.local.suite.launcher;

import dev.gantry.local.embedded.FreePort;
import dev.gantry.local.suite.terminal.SuiteException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loopback ports of one suite, by what listens there, e.g. {@code inventory} on 8101. */
public final class Ports {
    static final String BROKER = "broker";
    static final String DATABASE = "database";
    static final String CLOUD = "cloud";
    private static final int CLOUD_OFFSET = 20;
    private static final int HOSTS_OFFSET = 21;
    private static final int LEAST_BASE = 1024;
    private static final int LAST_BASE = 65_000;

    private final Map<String, Integer> byName;

    private Ports(Map<String, Integer> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** As GANTRY_PORT_BASE says; from 8100 when it is not set. */
    public static Ports fromEnvironment() {
        return from(base(System.getenv().getOrDefault("GANTRY_PORT_BASE", "8100")), SimulatorProcess.HOSTS);
    }

    static int base(String text) {
        try {
            int base = Integer.parseInt(text.strip());
            if (base == 0 || base >= LEAST_BASE && base <= LAST_BASE) {
                return base;
            }
        } catch (NumberFormatException e) {
            // told below, like a number that is none of a port
        }
        throw new SuiteException("GANTRY_PORT_BASE is '" + text + "'; expected a port from " + LEAST_BASE + " to "
                + LAST_BASE + ", or 0 for any free ones");
    }

    /** Ports counted from a base, or any free ones for 0. */
    public static Ports from(int base, List<String> hosts) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            ports.put(service.title(), base + service.portOffset());
        }
        ports.put(BROKER, base + 10);
        ports.put(DATABASE, base + 12);
        ports.put(CLOUD, base + CLOUD_OFFSET);
        for (int i = 0; i < hosts.size(); i++) {
            ports.put(hosts.get(i), base + HOSTS_OFFSET + i);
        }
        if (base == 0) {
            Iterator<Integer> free = FreePort.any(ports.size()).iterator();
            ports.replaceAll((name, offset) -> free.next());
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

    /** Throws {@link SuiteException} naming every port that somebody else listens on, and what it is needed for. */
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
            throw new SuiteException("already taken on 127.0.0.1: " + String.join("; ", taken)
                    + ". End what listens there, or choose other ports: GANTRY_PORT_BASE=9100 (0: any free ones)");
        }
    }
}
