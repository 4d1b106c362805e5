package dev.gantry.provisioner.driver;

import dev.gantry.kit.blocking.BlockingCalls;
import dev.gantry.kit.blocking.NotRegularFileException;
import dev.gantry.kit.blocking.RegularFiles;
import dev.gantry.kit.client.Download;
import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import dev.gantry.kit.client.TargetRefusedException;
import dev.gantry.kit.client.TargetUrl;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings a driver's file here: {@code http(s)://} or {@code file://}. What is here already and still the same is not fetched again. */
@ApplicationScoped
class DriverDownload {

    private static final int UNCHANGED = 304;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int MOST_REDIRECTS = 5;
    private static final long LEAST_PER_WINDOW = 64 * 1024;

    private final DriverSettings settings;
    private final ChecksumCache sums;
    private final TargetPolicy targets;
    private final OutgoingHttp http;

    DriverDownload(DriverSettings settings, ChecksumCache sums, OutgoingHttp http, TargetPolicy targets) {
        this.settings = settings;
        this.sums = sums;
        this.targets = targets;
        this.http = http.heldAgainst(targets).following(MOST_REDIRECTS);
    }

    /** @return the whole file, compared with the checksum where one is given */
    Path fetch(String url, Path place, @Nullable String sha256) throws IOException {
        TargetUrl.problem(url, Set.of("http", "https", "file"), targets).ifPresent(expected -> {
            throw new RemoteException(
                    RemoteReason.DRIVER_UNUSABLE,
                    "the driver's address %s is not used: expected %s".formatted(withoutUser(url), expected));
        });
        URI from = URI.create(url);
        Path kept = place.resolve("file");
        try {
            boolean isLocal = "file".equalsIgnoreCase(from.getScheme());
            Path file = isLocal ? local(from) : remote(from, kept, sha256);
            compare(url, file, kept, sha256);
            return file;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RemoteException(RemoteReason.DRIVER_UNREACHABLE, "driver " + url + ": stopped", stopped);
        }
    }

    /** {@code https://user:secret@host/path} as {@code https://host/path}. */
    private static String withoutUser(String url) {
        return url.replaceFirst("//[^/]*@", "//");
    }

    private void compare(String url, Path file, Path kept, @Nullable String sha256)
            throws IOException, InterruptedException {
        if (sha256 == null) {
            return;
        }
        String found = BlockingCalls.SHARED.call(file.toString(), settings.downloadTimeout(), () -> sums.of(file));
        if (!found.equalsIgnoreCase(sha256)) {
            Files.deleteIfExists(kept);
            throw new RemoteException(
                    RemoteReason.DRIVER_CHECKSUM_MISMATCH,
                    "driver " + url + " has SHA-256 " + found + ", wanted " + sha256.toLowerCase(Locale.ROOT)
                            + "; correct the checksum or publish the right file");
        }
    }

    private static Path local(URI from) throws InterruptedException {
        Path file = Path.of(from);
        try {
            RegularFiles.requireRegular(file);
        } catch (NotRegularFileException none) {
            throw new RemoteException(
                    RemoteReason.DRIVER_UNUSABLE, "driver " + from + " is no file: " + none.getMessage(), none);
        } catch (NoSuchFileException missing) {
            throw new RemoteException(
                    RemoteReason.DRIVER_UNREACHABLE, "driver " + from + ": no such file at the provisioner", missing);
        } catch (IOException failed) {
            throw new RemoteException(
                    RemoteReason.DRIVER_UNREACHABLE,
                    "driver " + from + " cannot be read at the provisioner: " + FailureDescription.of(failed),
                    failed);
        }
        return file;
    }

    /** With a checksum the name of the place proves the content; without one the server is asked whether it changed. */
    private Path remote(URI from, Path kept, @Nullable String sha256) throws InterruptedException {
        if (sha256 != null && Files.exists(kept)) {
            return kept;
        }
        try {
            return asked(from, kept);
        } catch (TargetRefusedException | Download.TooLargeException refused) {
            throw new RemoteException(
                    RemoteReason.DRIVER_UNUSABLE, "driver " + from + ": " + refused.getMessage(), refused);
        } catch (IOException failed) {
            throw new RemoteException(
                    RemoteReason.DRIVER_SERVER_AWAY,
                    "driver " + from + " cannot be fetched: " + FailureDescription.of(failed),
                    failed);
        }
    }

    private Path asked(URI from, Path kept) throws IOException, InterruptedException {
        Path tag = kept.resolveSibling("etag");
        HttpRequest.Builder ask = HttpRequest.newBuilder(from);
        if (Files.exists(kept) && Files.exists(tag)) {
            ask.header("If-None-Match", Files.readString(tag));
        }
        Download.Limits limits = new Download.Limits(
                settings.downloadTimeout(),
                settings.stallTimeout(),
                LEAST_PER_WINDOW,
                settings.limit().asLongValue());
        Download.Result answer = new Download(http, limits).fetch(ask.build(), kept);
        if (answer.isFile()) {
            remember(answer.headers().firstValue("ETag"), tag);
        } else if (answer.status() != UNCHANGED) {
            boolean isServer = answer.status() >= SERVER_ERRORS || answer.status() == TOO_MANY;
            throw new RemoteException(
                    isServer ? RemoteReason.DRIVER_SERVER_AWAY : RemoteReason.DRIVER_UNREACHABLE,
                    "driver " + from + ": the server answers " + answer.status());
        }
        return kept;
    }

    private static void remember(Optional<String> etag, Path tag) throws IOException {
        Files.deleteIfExists(tag);
        if (etag.isPresent()) {
            Files.writeString(tag, etag.get());
        }
    }
}
