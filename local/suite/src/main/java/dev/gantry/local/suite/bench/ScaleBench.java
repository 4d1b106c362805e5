package dev.gantry.local.suite.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.TemporarySuite;
import dev.gantry.local.suite.terminal.SuiteException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * An import of ten thousand hosts, and what inventory's answers take with a hundred thousand in it: the imported ones, and copies of them that
 * are put into the database. They have no host key, so that nobody goes there to look.
 */
final class ScaleBench {
    private static final int IMPORTED = 10_000;
    private static final int STORED = 100_000;
    private static final int CALLS = 300;
    private static final int WARM_UP = 50;
    private static final long LIMIT_SECONDS = 240;

    private final FigureWriter figures;

    ScaleBench(FigureWriter figures) {
        this.figures = figures;
    }

    void run() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            ApiClient inventory = bench.suite().api(Service.INVENTORY);
            double seconds = importSeconds(inventory);
            figures.figure("import_10000_s", "s", List.of(seconds));
            figures.figure("bulk_enrol_hosts_per_s", "1/s", List.of(IMPORTED / seconds));
            try (Connection database = bench.suite().connect(Service.INVENTORY)) {
                copyHosts(database);
            } catch (SQLException e) {
                throw new SuiteException("hosts cannot be copied: " + e.getMessage());
            }
            read(inventory);
            bench.succeeded();
        }
    }

    private void read(ApiClient inventory) {
        List<Double> gets = timed(i -> inventory.read("/v1/hosts/scale-%05d".formatted(i * 31 % IMPORTED)));
        List<Double> lists = timed(i -> inventory.read("/v1/hosts?limit=100&fields=name,state"));
        List<Double> counts = timed(i -> {
            long total = inventory
                    .read("/v1/hosts?limit=1&group=scale")
                    .path("total")
                    .asLong();
            if (total != STORED) {
                throw new SuiteException("%d hosts are counted, not %d".formatted(total, STORED));
            }
        });
        figures.figure("get_ms", "ms", gets);
        figures.figure("get_p99_ms", "ms", List.of(p99(gets)));
        figures.figure("list_100_of_100000_ms", "ms", lists);
        figures.figure("list_p99_ms", "ms", List.of(p99(lists)));
        figures.figure("count_ms", "ms", counts);
    }

    /** From the call until its operation has succeeded. */
    private static double importSeconds(ApiClient inventory) throws InterruptedException {
        Map<String, Object> hosts = new TreeMap<>();
        for (int i = 0; i < IMPORTED; i++) {
            hosts.put("scale-%05d".formatted(i), Map.of("ansible_host", "192.0.2.1"));
        }
        Map<String, Object> export =
                Map.of("_meta", Map.of("hostvars", hosts), "scale", Map.of("hosts", List.copyOf(hosts.keySet())));
        long from = System.nanoTime();
        JsonNode operation = ApiClient.require(inventory.post("/v1/imports", export), "importing")
                .json();
        String path = "/v1/operations/" + operation.path("id").asText();
        while (!operation.path("state").asText().equals("SUCCEEDED")) {
            if (operation.path("state").asText().equals("FAILED")
                    || System.nanoTime() - from > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new SuiteException("the import did not succeed: " + operation);
            }
            TimeUnit.MILLISECONDS.sleep(100);
            operation = inventory.read(path);
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private static void copyHosts(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.executeUpdate("create temp table copied as select * from host");
            for (int copy = 1; copy < STORED / IMPORTED; copy++) {
                statement.executeUpdate("update copied set name = 'copy" + copy + "-' || right(name, 5)");
                statement.executeUpdate("insert into host select * from copied");
            }
            if (!database.getAutoCommit()) {
                database.commit();
            }
            database.setAutoCommit(true);
            statement.execute("vacuum analyze host");
        }
    }

    /** One call after another; ms of each. */
    private static List<Double> timed(IntConsumer call) {
        List<Double> times = new ArrayList<>();
        for (int i = -WARM_UP; i < CALLS; i++) {
            long from = System.nanoTime();
            call.accept(Math.abs(i));
            if (i >= 0) {
                times.add((System.nanoTime() - from) / 1e6);
            }
        }
        return times;
    }

    private static double p99(List<Double> times) {
        return times.stream()
                .sorted()
                .skip(times.size() * 99L / 100)
                .findFirst()
                .orElseThrow();
    }
}
