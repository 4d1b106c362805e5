package dev.gantry.kit.job;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a key is worked on at the same time; each turn takes a while, and a key that begins with {@code held} waits for its release. */
@Singleton
public class StalledWorker implements Worker {

    final List<String> doubled = new CopyOnWriteArrayList<>();
    final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
    final CountDownLatch release = new CountDownLatch(1);
    private final Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();

    @Override
    public String kind() {
        return "stall";
    }

    @Override
    public Outcome work(Job job) throws Exception {
        turns.computeIfAbsent(job.key(), k -> new AtomicInteger()).incrementAndGet();
        AtomicInteger here = inside.computeIfAbsent(job.key(), k -> new AtomicInteger());
        if (here.incrementAndGet() > 1) {
            doubled.add(job.key());
        }
        try {
            if (job.key().startsWith("broken")) {
                throw new StackOverflowError();
            }
            if (job.key().startsWith("held")) {
                release.await();
            } else {
                new CountDownLatch(1).await(ThreadLocalRandom.current().nextLong(300), TimeUnit.MILLISECONDS);
            }
            return new Outcome.Done();
        } finally {
            here.decrementAndGet();
        }
    }
}
