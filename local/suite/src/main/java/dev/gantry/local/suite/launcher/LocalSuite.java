package dev.gantry.local.suite.launcher;

import dev.gantry.local.embedded.FreePort;
import dev.gantry.local.embedded.LocalBroker;
import dev.gantry.local.embedded.LocalDatabase;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.local.suite.terminal.SuiteException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The running suite: database, broker, simulated hosts and the four services, each a process of its own. */
public final class LocalSuite implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(300);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
    /** What the others need until their end. */
    private static final Set<String> SERVERS = Set.of(Ports.BROKER, Ports.DATABASE);

    private final SuiteFolder home;
    private final Ports ports;
    private final Screen screen;
    private final Closeable lock;
    private final ProcessCommands parts;
    private final List<ManagedProcess> children = new ArrayList<>();
    private volatile @Nullable LocalDatabase database;
    private Map<String, SimulatorProcess.Access> hosts = Map.of();
    private double readySeconds;
    private boolean closing;

    private LocalSuite(SuiteFolder home, Ports ports, Screen screen, Map<String, String> settings) {
        this.lock = home.lock();
        this.parts = new ProcessCommands(home, ports, settings);
        this.home = home;
        this.ports = ports;
        this.screen = screen;
    }

    /** Returns when everything is ready. Whatever was started is stopped again when something fails or the JVM ends. */
    public static LocalSuite start(SuiteFolder home, Ports ports, Screen screen) {
        return start(home, ports, screen, Map.of());
    }

    /** @param settings environment variables that every service gets besides */
    public static LocalSuite start(SuiteFolder home, Ports ports, Screen screen, Map<String, String> settings) {
        LocalSuite suite = new LocalSuite(home, ports, screen, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(suite::close, "suite-stop"));
        try {
            suite.makeRoom();
            suite.startAll();
            return suite;
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            suite.close();
            throw new SuiteException("interrupted while starting", e);
        }
    }

    public URI url(Service service) {
        return URI.create("http://127.0.0.1:" + ports.of(service.title()));
    }

    /** The service's REST API, as the operator. */
    public ApiClient api(Service service) {
        return new ApiClient(url(service), token());
    }

    /** Connects to the service's own database. */
    public Connection connect(Service service) throws SQLException {
        LocalDatabase running = Objects.requireNonNull(database, "the database was not started");
        return DriverManager.getConnection(running.jdbcUrl(service.database()), running.user(), running.password());
    }

    /** How the simulated hosts are reached, by name. */
    public Map<String, SimulatorProcess.Access> hosts() {
        return hosts;
    }

    /** The simulated cloud over them; nobody uses it until the settings of nova-config name it. */
    public SiteCloud cloud() {
        return SiteCloud.write(home, ports);
    }

    public SuiteFolder home() {
        return home;
    }

    public String token() {
        try {
            return Files.readString(SecretFiles.token(home));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the token", e);
        }
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.of(Ports.BROKER);
    }

    /** By name: a service's title, {@code broker}, {@code database} or {@code hosts}. */
    public ManagedProcess child(String name) {
        synchronized (children) {
            return children.stream()
                    .filter(child -> child.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " is not a process of the suite"));
        }
    }

    /** Another replica of a service on a free port, until {@link ManagedProcess#askToStop()} or the suite's end; returns before it is ready. */
    public ManagedProcess startReplica(Service service) {
        LocalDatabase running = Objects.requireNonNull(database, "the database was not started");
        return begin(parts.replica(service, running, FreePort.any(1).getFirst()));
    }

    /** From the start of the suite until everything was ready. */
    public double readySeconds() {
        return readySeconds;
    }

    /** Resident MiB of everything, the launcher and the database included. */
    public long memoryMib() {
        ProcessHandle self = ProcessHandle.current();
        return ProcessMemory.mib(Stream.concat(Stream.of(self), self.descendants()));
    }

    public long memoryMib(Service service) {
        return ProcessMemory.mib(ProcessHandle.of(child(service.title()).pid()).stream());
    }

    /** Returns when every service answers, also one that was just killed and is being started again. */
    public void awaitServices() throws InterruptedException {
        ReadinessProbe readiness = new ReadinessProbe(READY_LIMIT);
        for (Service service : Service.values()) {
            readiness.await(child(service.title()), url(service));
        }
    }

    /** Stops everything; services first, so that none loses its database or broker while it still works. */
    @Override
    public synchronized void close() {
        List<ManagedProcess> toStop;
        synchronized (children) {
            closing = true;
            toStop = List.copyOf(children).reversed();
            children.clear();
        }
        toStop.forEach(ManagedProcess::retire);
        toStop.stream().filter(child -> !SERVERS.contains(child.name())).forEach(ManagedProcess::askToStop);
        toStop.forEach(child -> {
            child.askToStop();
            child.awaitStopped(STOP_LIMIT);
        });
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the lock of " + home.folder(), e);
        }
    }

    /** Ends what a killed launcher left, then asks for the ports. */
    private void makeRoom() {
        List<String> ended = ProcessRegistry.end(home);
        if (!ended.isEmpty()) {
            screen.warn("  ended what a killed gantry left running: " + String.join(", ", ended));
        }
        ports.requireFree();
    }

    private void startAll() throws InterruptedException {
        long from = System.nanoTime();
        screen.uncut("  data, logs and secrets in " + home.shown(home.folder()));
        begin(parts.broker());
        begin(SimulatorProcess.part(home, ports));
        LocalDatabase started = startDatabase();
        ready(Ports.DATABASE, from, "127.0.0.1:" + ports.of(Ports.DATABASE));
        child(Ports.BROKER).awaitReady(READY_LIMIT);
        LocalBroker.createTopics(bootstrapServers(), Topics.all());
        ready(Ports.BROKER, from, bootstrapServers());
        for (Service service : Service.values()) {
            begin(parts.service(service, started));
        }
        hosts = SimulatorProcess.await(child(SimulatorProcess.NAME));
        ready(SimulatorProcess.NAME, from, String.join(" ", hosts.keySet()));
        awaitReady(from);
        ready("all", from, "");
        readySeconds = (System.nanoTime() - from) / 1e9;
    }

    private void awaitReady(long from) throws InterruptedException {
        ReadinessProbe readiness = new ReadinessProbe(READY_LIMIT);
        List<Callable<Void>> waits = new ArrayList<>();
        for (Service service : Service.values()) {
            waits.add(() -> {
                readiness.await(child(service.title()), url(service));
                child(service.title()).ready();
                ready(service.title(), from, url(service).toString());
                return null;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> wait : threads.invokeAll(waits)) {
                wait.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SuiteException trouble
                    ? trouble
                    : new IllegalStateException("waiting for a service failed", e);
        }
    }

    private LocalDatabase startDatabase() {
        LocalDatabase made = LocalDatabase.prepare(home.make(Ports.DATABASE), ports.of(Ports.DATABASE));
        begin(parts.database(made));
        ManagedProcess server = child(Ports.DATABASE);
        try {
            made.awaitReady(server::keepsRunning);
            for (Service service : Service.values()) {
                made.createDatabaseIfMissing(service.database());
            }
        } catch (IllegalStateException e) {
            throw new SuiteException("PostgreSQL does not run: " + e.getMessage() + ". " + server.endOfLog(), e);
        }
        database = made;
        return made;
    }

    private ManagedProcess begin(ProcessCommand part) {
        ManagedProcess child = new ManagedProcess(part, home, text -> screen.warn("  " + text));
        synchronized (children) {
            if (closing) {
                throw new SuiteException("stopped while starting");
            }
            children.add(child);
            child.start();
        }
        return child;
    }

    private void ready(String name, long from, String where) {
        screen.line("  %-14s ready after %6s   %s".formatted(name, Screen.seconds(System.nanoTime() - from), where));
    }
}
