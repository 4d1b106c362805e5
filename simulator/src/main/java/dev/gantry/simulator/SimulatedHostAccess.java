package dev.gantry.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A simulated host as another process than the one that simulates it sees it: makes faults, and looks at what is really there. */
public final class SimulatedHostAccess {
    private final HostFolder folder;

    /** @param folder the host's own folder, which holds {@code root} and {@code sim} */
    public SimulatedHostAccess(Path folder) {
        this.folder = new HostFolder(folder);
    }

    /** From now on; one that strikes once strikes once more. */
    public void setFault(Fault fault, String value) {
        try {
            folder.clearFault(fault);
            folder.setFault(fault, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether one that strikes once has done so. */
    public boolean hasStruck(Fault fault) {
        return Files.exists(folder.state("struck-" + fault.id()));
    }

    public void clearFault(Fault fault) {
        try {
            folder.clearFault(fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The live mediated devices: UUID to type, e.g. {@code nvidia-697}. */
    public Map<String, String> devices() {
        Map<String, String> found = new TreeMap<>();
        Path devices = folder.root().resolve("sys/bus/mdev/devices");
        try (Stream<Path> all = Files.list(devices)) {
            for (Path device : all.toList()) {
                found.put(
                        device.getFileName().toString(),
                        Files.readSymbolicLink(device.resolve("mdev_type"))
                                .getFileName()
                                .toString());
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + devices, e);
        }
    }

    /** Servers of a cloud that run on it. */
    public HostGuests guests() {
        return new HostGuests(folder);
    }

    /** Reboots since the host was made. */
    public int reboots() {
        Path file = folder.state("reboots");
        return Files.exists(file) ? Integer.parseInt(folder.readLine(file)) : 0;
    }

    /** The mediated devices that somebody removed, oldest first; what a reboot takes is not among them. */
    public List<String> removals() {
        Path file = folder.state("removed");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
