package dev.gantry.local.suite.bench;

import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.client.EventStreamReader;
import dev.gantry.local.suite.client.ParallelCalls;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.TemporarySuite;
import dev.gantry.local.suite.terminal.SuiteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** How soon, and how many a second, events of inventory come by way of outbox, Kafka and inbox to a reader of its stream. */
final class EventsBench {
    private static final int ONE_BY_ONE = 300;
    private static final int WARM_UP = 300;
    private static final int MANY = 1000;
    private static final int ROUNDS = 3;
    private static final int LIMIT_SECONDS = 120;

    private final FigureWriter figures;
    private final List<Double> writes = new ArrayList<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    EventsBench(FigureWriter figures) {
        this.figures = figures;
    }

    void run() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            ApiClient inventory = bench.suite().api(Service.INVENTORY);
            try (EventStreamReader stream = new EventStreamReader(inventory, event -> {
                if (event.path("type").asText().endsWith(".host.enrolled.v1")) {
                    heard.add(event.path("subject").asText());
                }
            })) {
                ready(inventory);
                figures.figure("event_ms", "ms", oneByOne(inventory));
                List<Double> rates = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    rates.add(rate(inventory, ApiBench.names("many-" + round, MANY)));
                }
                figures.figure("writes_per_s", "1/s", writes);
                figures.figure("events_per_s", "1/s", rates);
            }
            bench.succeeded();
        }
    }

    private void ready(ApiClient inventory) throws InterruptedException {
        for (String host : ApiBench.names("warm", WARM_UP)) {
            ApiBench.put(inventory, host);
            await(host);
        }
    }

    /** From the call that enrols a host until its event is read; ms of each. */
    private List<Double> oneByOne(ApiClient inventory) throws InterruptedException {
        List<Double> times = new ArrayList<>();
        for (String host : ApiBench.names("one", ONE_BY_ONE)) {
            long from = System.nanoTime();
            ApiBench.put(inventory, host);
            await(host);
            times.add((System.nanoTime() - from) / 1e6);
        }
        return times;
    }

    /** From the first of many calls until the last event is read. */
    private double rate(ApiClient inventory, List<String> hosts) throws InterruptedException {
        Set<String> open = ConcurrentHashMap.newKeySet();
        open.addAll(hosts);
        CountDownLatch read = new CountDownLatch(1);
        long from = System.nanoTime();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                while (!open.isEmpty()) {
                    open.remove(next());
                }
                read.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ParallelCalls.each(hosts, host -> ApiBench.put(inventory, host));
        writes.add(hosts.size() / ((System.nanoTime() - from) / 1e9));
        if (!read.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            reader.interrupt();
            throw new SuiteException(open.size() + " of " + hosts.size() + " events did not come");
        }
        return hosts.size() / ((System.nanoTime() - from) / 1e9);
    }

    private void await(String host) throws InterruptedException {
        while (!next().equals(host)) {
            // an earlier one
        }
    }

    private String next() throws InterruptedException {
        String host = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (host == null) {
            throw new SuiteException("no event came within " + LIMIT_SECONDS + " s");
        }
        return host;
    }
}
