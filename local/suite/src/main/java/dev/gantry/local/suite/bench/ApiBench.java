package dev.gantry.local.suite.bench;

import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.client.ParallelCalls;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.TemporarySuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** How soon inventory answers with a thousand hosts in it. They have no host key, so that nobody goes there to look. */
final class ApiBench {
    private static final int HOSTS = 1000;
    private static final int WARM_UP = 500;
    private static final int PAGES = 100;
    private static final int ROUNDS = 5;
    private static final Map<String, Object> SPEC = Map.of("address", "192.0.2.1", "groups", List.of());

    private final FigureWriter figures;

    ApiBench(FigureWriter figures) {
        this.figures = figures;
    }

    void run() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            ApiClient inventory = bench.suite().api(Service.INVENTORY);
            timed(names("warm", WARM_UP), host -> put(inventory, host));
            List<String> hosts = names("api", HOSTS);
            figures.figure("api_put_host_ms", "ms", timed(hosts, host -> put(inventory, host)));
            figures.figure("api_get_host_ms", "ms", timed(hosts, host -> inventory.read("/v1/hosts/" + host)));
            figures.figure(
                    "api_list_100_hosts_ms",
                    "ms",
                    timed(names("page", PAGES), page -> inventory.read("/v1/hosts?limit=100")));
            List<Double> rates = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long from = System.nanoTime();
                ParallelCalls.each(hosts, host -> inventory.read("/v1/hosts/" + host));
                rates.add(HOSTS / ((System.nanoTime() - from) / 1e9));
            }
            figures.figure("api_get_hosts_per_s", "1/s", rates);
            bench.succeeded();
        }
    }

    static List<String> names(String name, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> name + "-%04d".formatted(i))
                .toList();
    }

    static void put(ApiClient inventory, String host) {
        ApiClient.require(inventory.put("/v1/hosts/" + host, SPEC), "enrolling " + host);
    }

    /** One call after another; ms of each. */
    private static List<Double> timed(List<String> names, Consumer<String> call) {
        List<Double> times = new ArrayList<>();
        for (String name : names) {
            long from = System.nanoTime();
            call.accept(name);
            times.add((System.nanoTime() - from) / 1e6);
        }
        return times;
    }
}
