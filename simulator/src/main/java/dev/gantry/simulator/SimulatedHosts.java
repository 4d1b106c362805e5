package dev.gantry.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The simulated hosts of a file ({@link HostsFile}) as a process of its own. Prints a line {@code host NAME PORT
 * FINGERPRINT} for each and then {@code ready}; stops at SIGTERM. Folders and ports stay over restarts.
 */
public final class SimulatedHosts implements AutoCloseable {
    private final List<SimulatedHost> hosts;

    private SimulatedHosts(List<SimulatedHost> hosts) {
        this.hosts = hosts;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2) {
            System.err.println("usage: SimulatedHosts FILE FOLDER");
            System.exit(64);
        }
        SimulatedHosts running = startProcess(Path.of(args[0]), Path.of(args[1]));
        running.announce();
        // Every thread of the servers is a daemon: without this one the process would end here.
        new CountDownLatch(1).await();
    }

    /** The same for a process that is there for them: they stop with it, and its log holds what is wrong alone. */
    public static SimulatedHosts startProcess(Path file, Path folder) throws IOException {
        Logger.getLogger("").setLevel(Level.WARNING);
        SimulatedHosts running = start(file, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "hosts-stop"));
        return running;
    }

    /** Says how each is reached, and that all are there. */
    public void announce() {
        for (SimulatedHost host : hosts) {
            System.out.println("host " + host.name() + " " + host.port() + " " + host.hostKeyFingerprint());
        }
        System.out.println("ready");
    }

    /** Starts the hosts of a file, each in a folder of its name. */
    public static SimulatedHosts start(Path file, Path folder) throws IOException {
        HostsFile hosts = HostsFile.read(file);
        return new SimulatedHosts(hosts.hosts().parallelStream()
                .map(entry -> start(entry, hosts.keys(), folder))
                .collect(Collectors.toList()));
    }

    public List<SimulatedHost> hosts() {
        return List.copyOf(hosts);
    }

    @Override
    public void close() {
        hosts.forEach(SimulatedHost::close);
    }

    private static SimulatedHost start(HostsFile.Entry entry, List<String> keys, Path folder) {
        Path home = folder.resolve(entry.description().name());
        SimulatedHost host = SimulatedHost.create(home, entry.description());
        keys.forEach(host::authorizedKey);
        try {
            Path kept = home.resolve("port");
            int port = entry.port();
            if (port == 0 && Files.exists(kept)) {
                port = Integer.parseInt(Files.readString(kept).strip());
            }
            host.start(port);
            Files.writeString(kept, Integer.toString(host.port()));
            return host;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot keep the port of " + entry.description().name(), e);
        }
    }
}
