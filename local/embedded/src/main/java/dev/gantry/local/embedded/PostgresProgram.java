package dev.gantry.local.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, unpacked once into a folder that several servers may share. */
final class PostgresProgram {
    private static final int OWNER_MAY_EXECUTE = 0100;

    private final Path folder;

    private PostgresProgram(Path folder) {
        this.folder = folder;
    }

    /** Unpacks them unless they are there. Throws {@link IllegalStateException} where there are none for this machine. */
    static PostgresProgram in(Path shared) throws IOException {
        byte[] archive = archive(archiveName(System.getProperty("os.name"), System.getProperty("os.arch")));
        Path target = shared.toAbsolutePath().normalize().resolve("postgresql-" + digest(archive));
        if (!Files.exists(target)) {
            Path fresh = Files.createTempDirectory(Files.createDirectories(target.getParent()), "unpacking-");
            unpack(archive, fresh);
            place(fresh, target);
        }
        return new PostgresProgram(target);
    }

    Path initdb() {
        return folder.resolve("bin/initdb");
    }

    Path postgres() {
        return folder.resolve("bin/postgres");
    }

    /** Sample: {@code postgres-linux-x86_64.txz} for {@code Linux} and {@code amd64}. */
    static String archiveName(String os, String arch) {
        String system = os.startsWith("Mac") ? "darwin" : os.toLowerCase(Locale.ROOT);
        String machine =
                switch (arch) {
                    case "amd64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> arch;
                };
        return "postgres-" + system + "-" + machine + ".txz";
    }

    private static byte[] archive(String name) throws IOException {
        try (InputStream stream = PostgresProgram.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "no PostgreSQL for this machine (" + name + "); Linux and macOS on x86_64 and arm64 have one");
            }
            return stream.readAllBytes();
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(whole, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK knows no SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    path.toFile().setExecutable((entry.getMode() & OWNER_MAY_EXECUTE) != 0, false);
                }
            }
        }
    }

    /** What has its name is complete: another process may unpack at the same time, and a killed one left half of it. */
    private static void place(Path fresh, Path target) throws IOException {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            PrivateFolders.remove(fresh);
            if (!Files.exists(target)) {
                throw e;
            }
        }
    }
}
