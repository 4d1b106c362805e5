package dev.gantry.local.suite.bench;

import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.SecretFiles;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.TemporarySuite;
import dev.gantry.local.suite.terminal.SuiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** How long {@code gantry host list} takes as a person calls it: a process of its own, with what a JVM keeps of earlier starts and without. */
final class CommandLineBench {
    private static final int HOSTS = 100;
    private static final int CALLS = 15;
    private static final Duration CACHE_LIMIT = Duration.ofMinutes(2);
    private static final Duration WATCH = Duration.ofMillis(200);

    private final FigureWriter figures;

    CommandLineBench(FigureWriter figures) {
        this.figures = figures;
    }

    void run() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            LocalSuite suite = bench.suite();
            ApiClient inventory = suite.api(Service.INVENTORY);
            ApiBench.names("cli", HOSTS).forEach(host -> ApiBench.put(inventory, host));
            Path cache = suite.home().make("cache");
            figures.figure("cli_start_without_cache_ms", "ms", timed(suite, cache, "off"));
            await(suite, cache);
            figures.figure("cli_start_ms", "ms", timed(suite, cache, "on"));
            bench.succeeded();
        }
    }

    private static List<Double> timed(LocalSuite suite, Path cache, String use) throws InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            long from = System.nanoTime();
            call(suite, cache, use);
            times.add((System.nanoTime() - from) / 1e6);
        }
        return times;
    }

    /** The first call has the cache made beside it. */
    private static void await(LocalSuite suite, Path cache) throws InterruptedException {
        Instant end = Instant.now().plus(CACHE_LIMIT);
        call(suite, cache, "on");
        while (!isMade(cache)) {
            if (Instant.now().isAfter(end)) {
                throw new SuiteException("no cache of the command line was made in " + cache + "; it needs JDK 25");
            }
            LockSupport.parkNanos(WATCH.toNanos());
        }
    }

    private static boolean isMade(Path cache) {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.anyMatch(file -> file.toString().endsWith(".aot"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + cache, e);
        }
    }

    private static void call(LocalSuite suite, Path cache, String use) throws InterruptedException {
        Path checkout = suite.home().checkout();
        ProcessBuilder builder = new ProcessBuilder(
                        checkout.resolve("cli/src/main/sh/gantry").toString(), "host", "list")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .put("GANTRY_CLI_LIB", checkout.resolve("cli/target/lib").toString());
        builder.environment().put("GANTRY_CLI_CACHE", use);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("GANTRY_URL", suite.url(Service.INVENTORY).toString());
        builder.environment()
                .put("GANTRY_TOKEN_FILE", SecretFiles.token(suite.home()).toString());
        builder.environment().remove("GANTRY_TOKEN");
        builder.environment().remove("GANTRY_PROFILE");
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new SuiteException("gantry host list ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + builder.command(), e);
        }
    }
}
