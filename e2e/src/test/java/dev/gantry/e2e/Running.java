package dev.gantry.e2e;

import dev.gantry.local.suite.Home;
import dev.gantry.local.suite.LocalSuite;
import dev.gantry.local.suite.Ports;
import dev.gantry.local.suite.Screen;
import dev.gantry.local.suite.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A suite of the packaged services on free ports, in an empty folder below target. */
final class Running {
    private Running() {}

    static LocalSuite start(String name) {
        Path folder = Path.of("target", name).toAbsolutePath();
        remove(folder);
        return LocalSuite.start(
                new Home(Home.find().checkout(), folder), Ports.from(0, Simulation.HOSTS), Screen.plain(System.out));
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }
}
