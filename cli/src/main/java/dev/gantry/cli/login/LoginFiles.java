package dev.gantry.cli.login;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.output.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One file for each suite's login, which only its user can read. */
final class LoginFiles {
    private static final int NAME_BYTES = 8;

    private final Path folder;

    LoginFiles(Path folder) {
        this.folder = folder;
    }

    /** Nothing when there is none, or none that can be read: one logs in anew. */
    Optional<StoredLogin> find(String url) {
        Path file = fileOf(url);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(StoredLogin.of(Json.read(Files.readString(file))))
                    .filter(login -> login.url().equals(url));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    void write(StoredLogin login) {
        try {
            make();
            Path part = Files.createTempFile(
                    folder, "login", ".part", PosixFilePermissions.asFileAttribute(permissions("rw-------")));
            Files.writeString(part, Json.write(login.members()));
            Files.move(part, fileOf(login.url()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CallFailed("cannot keep the login in " + folder + ": " + e.getMessage(), e);
        }
    }

    boolean remove(String url) {
        try {
            return Files.deleteIfExists(fileOf(url));
        } catch (IOException e) {
            throw new CallFailed("cannot remove the login in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** One process at a time: providers take a refresh token only once. */
    <T> T alone(Supplier<T> work) {
        try {
            make();
            try (FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                return work.get();
            }
        } catch (IOException e) {
            throw new CallFailed("cannot lock the logins in " + folder + ": " + e.getMessage(), e);
        }
    }

    private void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(permissions("rwx------")));
        }
    }

    private static Set<PosixFilePermission> permissions(String text) {
        return PosixFilePermissions.fromString(text);
    }

    private Path fileOf(String url) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest, 0, NAME_BYTES) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
