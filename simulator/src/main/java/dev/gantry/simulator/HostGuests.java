package dev.gantry.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers of a cloud that run on a simulated host, and the mediated devices that they may have. */
public final class HostGuests {
    private final HostFolder folder;

    HostGuests(HostFolder folder) {
        this.folder = folder;
    }

    /** The host gets libvirt, as one with nova-compute has. */
    public void installLibvirt() {
        run("--libvirt");
    }

    /** A server runs from now on, until it ends or the host reboots, and uses these mediated devices. */
    public void begin(String server, String name, List<String> devices) {
        List<String> arguments = new ArrayList<>(List.of("--server", server, name));
        arguments.addAll(devices);
        run(arguments.toArray(String[]::new));
    }

    public void end(String server) {
        run("--end", server);
    }

    public boolean runs(String server) {
        // instance-1e5037d7.xml of 1e5037d7-78df-4463-94ba-aa8a7be52691
        return Files.exists(folder.root().resolve("run/libvirt/qemu/instance-" + server.substring(0, 8) + ".xml"));
    }

    /** The live mediated devices by the addresses of their parents; none while the host is down. */
    public List<MediatedDevice> devices() {
        Path devices = folder.root().resolve("sys/bus/mdev/devices");
        if (!Files.exists(devices)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(devices)) {
            return all.flatMap(link -> device(link).stream())
                    .sorted(Comparator.comparing(MediatedDevice::parent).thenComparing(MediatedDevice::uuid))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + devices, e);
        }
    }

    /** Empty for one that goes away at this moment. */
    private static Optional<MediatedDevice> device(Path link) {
        try {
            // ../../../devices/pci0000:16/0000:16:02.0/0000:17:00.4/5c630867-a673-5d75-aa31-a499e6c7cb19
            Path real = Files.readSymbolicLink(link);
            Path type = Files.readSymbolicLink(link.resolve("mdev_type"));
            return Optional.of(new MediatedDevice(
                    link.getFileName().toString(),
                    real.getName(real.getNameCount() - 2).toString(),
                    type.getFileName().toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void run(String... arguments) {
        try {
            folder.shell().runOwn("sim-guest", arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
