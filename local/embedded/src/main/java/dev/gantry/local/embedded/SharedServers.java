package dev.gantry.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One database and one broker for all tests of a JVM, each started when first asked for, on free ports, in a folder of
 * this process that is removed when the JVM ends. The unpacked program files stay below {@code target} for the next run.
 */
public final class SharedServers {
    private static final String COUNTER = "gantry.embedded.servers";
    private static final Pattern RUN = Pattern.compile("run-(\\d+)-\\d+");
    private static final SharedServers SERVERS = new SharedServers();

    private final Path home = home();
    private final Path own =
            home.resolve("run-%d-%d".formatted(ProcessHandle.current().pid(), number()));
    private @Nullable LocalDatabase database;
    private @Nullable LocalBroker broker;

    private SharedServers() {
        removeOfKilledRuns();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shared-servers-stop"));
    }

    /** Quarkus loads this class anew for tests of another profile, while the servers of the first still run: each has a folder of its own. */
    private static int number() {
        synchronized (Runtime.getRuntime()) {
            int number = Integer.getInteger(COUNTER, 0) + 1;
            System.setProperty(COUNTER, Integer.toString(number));
            return number;
        }
    }

    public static SharedServers get() {
        return SERVERS;
    }

    public synchronized LocalDatabase database() {
        LocalDatabase running = database;
        if (running == null) {
            running = LocalDatabase.start(own.resolve("database"), home.resolve("program"), 0);
            database = running;
        }
        return running;
    }

    public synchronized LocalBroker broker() {
        LocalBroker running = broker;
        if (running == null) {
            running = LocalBroker.start(own.resolve("broker"), 0);
            broker = running;
        }
        return running;
    }

    /** The URL of a database that exists afterwards. */
    public String jdbcUrl(String name) {
        database().createDatabaseIfMissing(name);
        return database().jdbcUrl(name);
    }

    public String bootstrapServers() {
        return broker().bootstrapServers();
    }

    private synchronized void stop() {
        if (broker != null) {
            broker.close();
        }
        if (database != null) {
            database.close();
        }
        PrivateFolders.remove(own);
    }

    private void removeOfKilledRuns() {
        if (!Files.isDirectory(home)) {
            return;
        }
        try (Stream<Path> runs = Files.list(home)) {
            runs.filter(SharedServers::isOfEndedProcess).forEach(run -> {
                LocalDatabase.stopLeftover(run.resolve("database"));
                PrivateFolders.remove(run);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + home, e);
        }
    }

    /** Sample: {@code run-4711-1}. */
    private static boolean isOfEndedProcess(Path run) {
        Matcher name = RUN.matcher(run.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static Path home() {
        Path target = Path.of("target").toAbsolutePath();
        Path base = Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
        return base.resolve("gantry-embedded-" + System.getProperty("user.name"));
    }
}
