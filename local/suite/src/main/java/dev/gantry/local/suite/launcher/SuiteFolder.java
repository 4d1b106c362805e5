package dev.gantry.local.suite.launcher;

import dev.gantry.local.suite.terminal.SuiteException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The one folder that holds data, secrets and logs of a suite; only its owner can read it. */
public record SuiteFolder(Path checkout, Path folder) {

    /** The checkout is the folder of {@code mvnw}, here or above; the folder is GANTRY_HOME or {@code .gantry} in it. */
    public static SuiteFolder find() {
        Path here = Path.of("").toAbsolutePath();
        for (Path path = here; path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("mvnw"))) {
                String wanted = System.getenv("GANTRY_HOME");
                return new SuiteFolder(
                        path, wanted == null || wanted.isBlank() ? path.resolve(".gantry") : Path.of(wanted));
            }
        }
        throw new SuiteException("no checkout of Gantry at or above " + here + "; run ./gantry in its root");
    }

    public SuiteFolder {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** How a person would name the path: relative where it is below the working folder. */
    public String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    public Path make(String name) {
        try {
            // A folder that was there before keeps its rights: it may be used for other things as well.
            return Files.createDirectories(
                    folder.resolve(name).normalize(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new SuiteException(
                    "cannot make the folder " + folder.resolve(name).normalize() + ": " + e
                            + "; choose another one with GANTRY_HOME",
                    e);
        }
    }

    /** Writes a secret that only its owner can read. */
    public void writeSecret(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Held until it is closed. Throws {@link SuiteException} when another suite runs in the folder. */
    public Closeable lock() {
        make(".");
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new SuiteException("another gantry runs with the data in " + folder
                        + "; stop it, or choose another folder with GANTRY_HOME");
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder, e);
        }
    }
}
