package dev.gantry.local.suite.chaos.fault;

import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.client.NoAnswerException;
import dev.gantry.local.suite.demo.Pause;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the calm clock going: calm is when no process stands still, every service is ready and the broker can be reached. */
public final class DisturbanceMonitor implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int CONNECT_MILLIS = 500;
    private static final int OK = 200;

    private final Map<String, ApiClient> services = new LinkedHashMap<>();
    private final FaultInjector faults;
    private final Set<String> hosts;
    private final InetSocketAddress broker;
    private final UndisturbedClock clock = new UndisturbedClock(this::isCalm);
    private final Thread thread;

    public DisturbanceMonitor(LocalSuite suite, FaultInjector faults, List<String> hosts) {
        this.faults = faults;
        this.hosts = Set.copyOf(hosts);
        String[] hostAndPort = suite.bootstrapServers().split(":");
        this.broker = new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
        for (Service service : Service.values()) {
            services.put(service.title(), suite.api(service).withoutPatience());
        }
        this.thread = Thread.ofVirtual().name("calm").start(this::watch);
    }

    public UndisturbedClock clock() {
        return clock;
    }

    /** Whether every service answers that does not just stand still. */
    public boolean isRecovered() {
        Set<String> disturbed = faults.disturbed();
        return disturbed.contains("database")
                || services.entrySet().stream()
                        .filter(each -> !disturbed.contains(each.getKey()))
                        .allMatch(each -> isReady(each.getValue()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                clock.tick();
                Pause.of(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private boolean isCalm() {
        return hosts.containsAll(faults.disturbed())
                && services.values().stream().allMatch(DisturbanceMonitor::isReady)
                && isReachable();
    }

    private static boolean isReady(ApiClient service) {
        try {
            return service.get("/q/health/ready").status() == OK;
        } catch (NoAnswerException e) {
            return false;
        }
    }

    private boolean isReachable() {
        try (Socket socket = new Socket()) {
            socket.connect(broker, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
