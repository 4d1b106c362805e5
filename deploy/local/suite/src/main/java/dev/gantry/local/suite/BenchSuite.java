package dev.gantry.local.suite;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A silent suite on free ports, in an empty folder that goes with it. */
final class BenchSuite implements AutoCloseable {
    static final Screen SILENT = Screen.plain(new PrintStream(OutputStream.nullOutputStream()));

    private final LocalSuite suite;

    private BenchSuite(LocalSuite suite) {
        this.suite = suite;
    }

    /** Throws {@link SuiteTrouble} when another one runs in the same checkout. */
    static BenchSuite start() {
        Home real = Home.find();
        Home home = new Home(real.checkout(), real.resolve("bench"));
        clear(home);
        return new BenchSuite(LocalSuite.start(home, Ports.from(0, Simulation.HOSTS), SILENT));
    }

    LocalSuite suite() {
        return suite;
    }

    @Override
    public void close() {
        suite.close();
        remove(suite.home().folder());
    }

    /** What a killed one left behind: its processes, then its files. */
    private static void clear(Home home) {
        if (!Files.exists(home.folder())) {
            return;
        }
        try {
            home.lock().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + home.folder(), e);
        }
        Leftovers.end(home);
        DatabaseProcess.endLeftover(home);
        remove(home.folder());
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }
}
