package dev.gantry.simulator.cloud;

import dev.gantry.simulator.SimulatedHost;
import dev.gantry.simulator.SimulatedHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** The simulated hosts of a file and a cloud over them, as a process of its own; says what {@link SimulatedHosts} says. */
public final class SimulatedSite {
    private static final int ARGUMENTS = 4;
    private static final Duration MOVE = Duration.ofSeconds(1);

    private SimulatedSite() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != ARGUMENTS) {
            System.err.println("usage: SimulatedSite FILE FOLDER CLOUD-PORT CLOUD-PASSWORD-FILE");
            System.exit(64);
        }
        Path folder = Path.of(args[1]);
        SimulatedHosts hosts = SimulatedHosts.startProcess(Path.of(args[0]), folder);
        Map<String, ComputeHost> byName = new TreeMap<>();
        for (SimulatedHost host : hosts.hosts()) {
            host.guests().installLibvirt();
            byName.put(host.name(), new SimulatedComputeHost(host.guests()));
        }
        String password = Files.readString(Path.of(args[3])).strip();
        SimulatedCloud cloud = SimulatedCloud.over(
                byName,
                Integer.parseInt(args[2]),
                password,
                MigrationDelay.lasting(MOVE),
                folder.resolve("cloud.json"));
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "cloud-stop"));
        hosts.announce();
        // Every thread of the servers is a daemon: without this one the process would end here.
        new CountDownLatch(1).await();
    }
}
