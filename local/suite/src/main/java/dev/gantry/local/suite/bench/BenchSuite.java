package dev.gantry.local.suite.bench;

import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Ports;
import dev.gantry.local.suite.launcher.ProcessRegistry;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.local.suite.launcher.SuiteFolder;
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
import org.jspecify.annotations.Nullable;

/** A silent suite on free ports, in an empty folder that goes with it. */
final class BenchSuite implements AutoCloseable {
    static final Screen SILENT = Screen.plain(new PrintStream(OutputStream.nullOutputStream()));

    private final LocalSuite suite;
    private boolean hasSucceeded;

    private BenchSuite(LocalSuite suite) {
        this.suite = suite;
    }

    /** Throws {@link SuiteException} when another one runs in the same checkout. */
    static BenchSuite start() {
        SuiteFolder real = SuiteFolder.find();
        SuiteFolder home = new SuiteFolder(real.checkout(), real.resolve("bench"));
        clear(home);
        return new BenchSuite(LocalSuite.start(home, Ports.from(0, SimulatorProcess.HOSTS), SILENT));
    }

    LocalSuite suite() {
        return suite;
    }

    /** The figures are there, so its folder is of no use; after a failure it stays for its logs, until the next start. */
    void succeeded() {
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
