package dev.gantry.provisioner;

import dev.gantry.contracts.desired.DesiredCard;
import dev.gantry.contracts.desired.DesiredDriver;
import dev.gantry.contracts.desired.DesiredFunction;
import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.GpuPath;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.local.embedded.ServersForTests;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.DriverBundleMaker;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.HostDescription.Card;
import dev.gantry.simulator.Os;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.common.QuarkusTestResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A running service, simulated hosts, and the wire between it and inventory. */
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(SshKeyForTests.class)
@QuarkusTestResource(NovaConfigForTests.class)
@QuarkusTestResource(ControllersForTests.class)
public abstract class EngineCase {

    protected static final Duration LONG = Duration.ofSeconds(40);
    private static int count;

    @TempDir
    protected Path folder;

    protected Wire wire;
    private final List<SimulatedHost> started = new ArrayList<>();

    @BeforeEach
    void open() {
        wire = new Wire(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    @AfterEach
    void shut() {
        wire.close();
        started.forEach(SimulatedHost::close);
    }

    /** The guide's host under a name that no other test has. */
    protected HostDescription description() {
        return new HostDescription(
                        "gpu" + String.format("%03d", ++count) + "-" + Long.toString(System.nanoTime(), 36),
                        Os.DEBIAN_12,
                        CpuVendor.INTEL,
                        List.of(Card.a100("0000:17:00.0"), Card.a100("0000:65:00.0")))
                .withRebootTime(Duration.ofMillis(300));
    }

    protected SimulatedHost start(HostDescription description) {
        SimulatedHost host = SimulatedHost.create(folder.resolve(description.name()), description)
                .authorizedKey(SshKeyForTests.publicKey())
                .start(0);
        started.add(host);
        return host;
    }

    protected static SshTarget ssh(SimulatedHost host) {
        return new SshTarget("127.0.0.1", host.port(), "stack", host.hostKeyFingerprint(), null);
    }

    /** What the guide wants of its host. */
    protected DesiredState guide() throws IOException {
        Path bundle = DriverBundleMaker.make(Files.createDirectories(folder.resolve("bundles")));
        return new DesiredState(
                GpuPath.VGPU,
                List.of(
                        new DesiredCard(
                                "0000:17:00.0",
                                List.of(
                                        new DesiredFunction(0, "nvidia-700"),
                                        new DesiredFunction(1, "nvidia-700"),
                                        new DesiredFunction(2, "nvidia-700"),
                                        new DesiredFunction(3, "nvidia-699")),
                                Map.of("1g.10gb", 1, "2g.20gb", 3)),
                        new DesiredCard(
                                "0000:65:00.0",
                                List.of(new DesiredFunction(0, "nvidia-697"), new DesiredFunction(1, "nvidia-697")),
                                Map.of())),
                List.of(),
                new DesiredDriver(bundle.toUri().toString(), null),
                Map.of());
    }

    protected static HostInspectionRequested inspect(SimulatedHost host, long version, DesiredState wanted) {
        return new HostInspectionRequested(host.name(), version, ssh(host), wanted);
    }

    protected static HostProvisionRequested provision(SimulatedHost host, long version, DesiredState wanted) {
        return new HostProvisionRequested(
                host.name(), version, List.of("compute_vgpu"), ssh(host), wanted, null, "tester", null);
    }
}
