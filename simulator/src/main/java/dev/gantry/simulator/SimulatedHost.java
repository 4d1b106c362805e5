package dev.gantry.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A GPU host in a folder, reached by SSH. Its disk survives everything but {@link #reset()}; what memory holds (virtual
 * functions, MIG instances, mediated devices, loaded modules, sessions) ends with a reboot, as on a real host.
 */
public final class SimulatedHost implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SimulatedHost.class.getName());
    private static final long WATCH_MILLIS = 50;

    private final HostFolder folder;
    private final HostDescription description;
    private final SimulatedSshServer server;
    private final VgpuTypes vgpuTypes;
    private int port;
    private @Nullable ScheduledFuture<?> watch;

    private SimulatedHost(HostFolder folder, HostDescription description) {
        this.folder = folder;
        this.description = description;
        this.server = new SimulatedSshServer(folder, ServerThreads.shared());
        this.vgpuTypes = new VgpuTypes(folder.root(), folder.sim());
    }

    /** Makes the host's folder, or takes up the host that is there; then its hardware is as described now. */
    public static SimulatedHost create(Path folder, HostDescription description) {
        HostFolder home = new HostFolder(folder);
        if (home.exists()) {
            home.refresh(description);
        } else {
            home.create(description);
        }
        return new SimulatedHost(home, description);
    }

    /** Lets this OpenSSH public key line log in, for good. */
    public SimulatedHost authorizedKey(String line) {
        Path file = folder.home().resolve("authorized_keys");
        try {
            if (!Files.exists(file) || !Files.readAllLines(file).contains(line.strip())) {
                Files.writeString(file, line.strip() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Boots it if it was off or in the middle of a boot, then listens on the port, or a free one for 0. */
    public synchronized SimulatedHost start(int requested) {
        port = requested;
        try {
            if (Files.exists(folder.state("off"))) {
                return watched();
            }
            if (Files.exists(folder.state("reboot-requested"))) {
                boot();
            }
            open();
            return watched();
        } catch (IOException e) {
            throw new UncheckedIOException("host " + description.name() + " did not start on port " + requested, e);
        }
    }

    public synchronized int port() {
        return port;
    }

    public String name() {
        return description.name();
    }

    /** The fingerprint to pin, in the form {@code SHA256:...} of OpenSSH. */
    public String hostKeyFingerprint() {
        return server.fingerprint();
    }

    /** The folder that is the host's file system. */
    public Path root() {
        return folder.root();
    }

    /** What a command line has to have in its environment to run on the host without SSH: the folder besides root. */
    public Path sim() {
        return folder.sim();
    }

    public String bootId() {
        return folder.readLine(root().resolve("proc/sys/kernel/random/boot_id"));
    }

    /** Reboots since it was made. */
    public int rebootCount() {
        Path file = folder.state("reboots");
        return Files.exists(file) ? Integer.parseInt(folder.readLine(file)) : 0;
    }

    public int commandCount() {
        return commands().size();
    }

    /** The command lines of the SSH sessions since this object was made, oldest first. */
    public List<String> commands() {
        return server.commands();
    }

    /** Gives it another fault from now on. */
    public void setFault(Fault fault, String value) {
        try {
            folder.setFault(fault, value);
            folder.shell().runOwn("sim-tools");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void clearFault(Fault fault) {
        try {
            folder.clearFault(fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on a guest uses the device: a mediated device's UUID or the address of a PCI function. */
    public void guestUses(String device) {
        own("sim-guest", device);
    }

    /** Servers of a cloud. */
    public HostGuests guests() {
        return new HostGuests(folder);
    }

    /** All guests end. */
    public void guestsEnd() {
        own("sim-guest", "--gone");
    }

    /** Somebody presses the power button of a host that is off. */
    public synchronized void powerOn() {
        try {
            Files.deleteIfExists(folder.state("off"));
            if (!server.isOpen()) {
                boot();
                open();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("host " + name() + " did not power on", e);
        }
    }

    /** Makes it as new; keys and port stay. */
    public synchronized void reset() {
        boolean wasOn = server.isOpen();
        close();
        folder.create(description);
        if (wasOn) {
            start(port);
        }
    }

    /** Ends the SSH server; the host's memory stays as it is for the next start. */
    public synchronized void stop() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("host " + name() + " did not stop", e);
        }
        folder.shell().killAll();
    }

    @Override
    public void close() {
        stop();
    }

    private void open() throws IOException {
        if (folder.fault(Fault.REFUSES_SSH).isEmpty()) {
            port = server.open(port);
        }
    }

    private SimulatedHost watched() {
        watch = ServerThreads.shared()
                .timer()
                .scheduleWithFixedDelay(this::live, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private synchronized void live() {
        if (watch == null || !server.isOpen()) {
            return;
        }
        if (Files.exists(folder.state("reboot-requested"))) {
            goDown();
        } else if (description.os() == Os.UBUNTU_24_04) {
            takeTypes();
        }
    }

    private void takeTypes() {
        try {
            if (vgpuTypes.wereChanged()) {
                folder.shell().runOwn("sim-vgpus");
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "host " + name() + " is being changed; its vGPU types are looked at later",
                    e);
        }
    }

    private void goDown() {
        try {
            server.close();
            folder.shell().killAll();
            boolean stays = Files.deleteIfExists(folder.state("reboot-never-returns"))
                    || folder.fault(Fault.REBOOT_NEVER_RETURNS).isPresent();
            if (stays) {
                Files.writeString(folder.state("off"), "");
            } else {
                ServerThreads.shared()
                        .timer()
                        .schedule(this::comeBack, description.rebootTime().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "host " + name() + " did not go down", e);
        }
    }

    private synchronized void comeBack() {
        if (watch == null) {
            return;
        }
        try {
            boot();
            open();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "host " + name() + " did not come back", e);
        }
    }

    /** Until it has ended the request stays, so that a boot cut short is done again. */
    private void boot() throws IOException {
        boolean first = !Files.exists(root().resolve("proc/sys/kernel/random/boot_id"));
        Files.writeString(folder.state("reboot-requested"), "");
        folder.shell().runOwn("sim-boot");
        if (!first) {
            HostFolder.replace(folder.state("reboots"), Integer.toString(rebootCount() + 1));
        }
        Files.delete(folder.state("reboot-requested"));
    }

    private void own(String script, String argument) {
        try {
            folder.shell().runOwn(script, argument);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
