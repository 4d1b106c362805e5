package dev.gantry.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The driver's side of {@code current_vgpu_type} on a host without mediated devices. What a command writes there is a plain file to
 * it; a look at these files from time to time tells when the driver has to take what was written, or to take it back.
 */
final class VgpuTypes {
    private final Path sim;
    private final Path devices;

    VgpuTypes(Path root, Path sim) {
        this.sim = sim;
        this.devices = root.resolve("sys/bus/pci/devices");
    }

    /** Whether a function holds another type than the driver noted. A file that is being written does not count yet. */
    boolean wereChanged() throws IOException {
        Path run = sim.resolve("run");
        if (!Files.isDirectory(run)) {
            return false;
        }
        try (var notes = Files.newDirectoryStream(run, "vgpus-*")) {
            for (Path note : notes) {
                for (String line : Files.readAllLines(note)) {
                    if (differs(line)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Sample: {@code 0000:17:00.4 697}. */
    private boolean differs(String line) throws IOException {
        String[] words = line.split(" ");
        Path file = devices.resolve(words[0]).resolve("nvidia/current_vgpu_type");
        List<String> now = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return words.length == 2 && !now.isEmpty() && !now.getFirst().strip().equals(words[1]);
    }
}
