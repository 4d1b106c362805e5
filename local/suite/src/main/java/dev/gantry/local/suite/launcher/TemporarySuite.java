package dev.gantry.local.suite.launcher;

import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.local.suite.terminal.SuiteException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A silent suite on free ports, in an empty folder that goes with it. */
public final class TemporarySuite implements AutoCloseable {
    public static final Screen SILENT = Screen.plain(new PrintStream(OutputStream.nullOutputStream()));

    private final LocalSuite suite;
    private boolean hasSucceeded;

    private TemporarySuite(LocalSuite suite) {
        this.suite = suite;
    }

    /** Throws {@link SuiteException} when another one runs in the same checkout. */
    public static TemporarySuite start(String folder) {
        return start(folder, Map.of(), SILENT);
    }

    /** @param settings environment variables that every service gets besides */
    public static TemporarySuite start(String folder, Map<String, String> settings, Screen screen) {
        SuiteFolder real = SuiteFolder.find();
        SuiteFolder home = new SuiteFolder(real.checkout(), real.resolve(folder));
        clear(home);
        return new TemporarySuite(LocalSuite.start(home, Ports.from(0, SimulatorProcess.HOSTS), screen, settings));
    }

    public LocalSuite suite() {
        return suite;
    }

    /** The figures are there, so its folder is of no use; after a failure it stays for its logs, until the next start. */
    public void succeeded() {
        hasSucceeded = true;
    }

    @Override
    public void close() {
        suite.close();
        if (hasSucceeded) {
            remove(suite.home().folder());
        } else {
            System.err.println("its logs are in " + suite.home().resolve("logs"));
        }
    }

    /** What a killed one left behind: its processes, then its files. */
    private static void clear(SuiteFolder home) {
        if (!Files.exists(home.folder())) {
            return;
        }
        try {
            home.lock().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + home.folder(), e);
        }
        ProcessRegistry.end(home);
        remove(home.folder());
    }

    /** File by file: a large fleet has more of them than fit in memory. */
    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }
}
