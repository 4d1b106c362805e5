package dev.gantry.provisioner.driver;

import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.security.CaBundle;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Brings a driver's file here: {@code http(s)://} or {@code file://}. What is here already and still the same is not fetched again. */
@ApplicationScoped
class DriverDownload {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int UNCHANGED = 304;
    private static final int CHUNK = 128 * 1024;
    private static final int SERVER_ERRORS = 500;

    private final DriverSettings settings;
    private final ChecksumCache sums;
    private final HttpClient http;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("driver-download").factory());

    DriverDownload(DriverSettings settings, ChecksumCache sums) throws IOException {
        this.settings = settings;
        this.sums = sums;
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL);
        if (settings.caPath().isPresent()) {
            client.sslContext(CaBundle.context(settings.caPath().get()));
        }
        this.http = client.build();
    }

    /** @return the whole file, compared with the checksum where one is given */
    Path fetch(String url, Path place, @Nullable String sha256) throws IOException {
        URI from = parsed(url);
        Path kept = place.resolve("file");
        Path file =
                switch (String.valueOf(from.getScheme()).toLowerCase(Locale.ROOT)) {
                    case "file" -> local(url, from);
                    case "http", "https" -> remote(from, kept, sha256);
                    default ->
                        throw new RemoteException(
                                RemoteReason.DRIVER_UNUSABLE,
                                "driver " + url + ": only http://, https:// and file:// can be fetched");
                };
        if (sha256 != null) {
            String found = sums.of(file);
            if (!found.equalsIgnoreCase(sha256)) {
                Files.deleteIfExists(kept);
                throw new RemoteException(
                        RemoteReason.DRIVER_CHECKSUM_MISMATCH,
                        "driver " + url + " has SHA-256 " + found + ", wanted " + sha256.toLowerCase(Locale.ROOT)
                                + "; correct the checksum or publish the right file");
            }
        }
        return file;
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw new RemoteException(RemoteReason.DRIVER_UNUSABLE, "driver " + url + " is no URL", malformed);
        }
    }

    private static Path local(String url, URI from) {
        Path file = Path.of(from.getPath());
        if (!Files.isReadable(file)) {
            throw new RemoteException(
                    RemoteReason.DRIVER_UNREACHABLE, "driver " + url + ": no such readable file at the provisioner");
        }
        return file;
    }

    /** With a checksum the name of the place proves the content; without one the server is asked whether it changed. */
    private Path remote(URI from, Path kept, @Nullable String sha256) throws IOException {
        Path tag = kept.resolveSibling("etag");
        if (sha256 != null && Files.exists(kept)) {
            return kept;
        }
        HttpRequest.Builder ask = HttpRequest.newBuilder(from).timeout(PATIENCE);
        if (Files.exists(kept) && Files.exists(tag)) {
            ask.header("If-None-Match", Files.readString(tag));
        }
        try {
            HttpResponse<InputStream> answer = http.send(ask.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() == UNCHANGED) {
                    return kept;
                }
                if (answer.statusCode() != 200) {
                    throw new RemoteException(
                            answer.statusCode() < SERVER_ERRORS
                                    ? RemoteReason.DRIVER_UNREACHABLE
                                    : RemoteReason.DRIVER_SERVER_AWAY,
                            "driver " + from + ": the server answers " + answer.statusCode());
                }
                return keep(body, answer.headers().firstValue("ETag"), kept, tag);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RemoteException(RemoteReason.DRIVER_UNREACHABLE, "driver " + from + ": stopped", stopped);
        } catch (IOException failed) {
            throw new RemoteException(
                    RemoteReason.DRIVER_SERVER_AWAY,
                    "driver " + from + " cannot be fetched: " + FailureDescription.of(failed),
                    failed);
        }
    }

    private Path keep(InputStream body, Optional<String> etag, Path kept, Path tag) throws IOException {
        Path part = Files.createTempFile(kept.getParent(), "part", "");
        try {
            copyWhileItComes(body, part);
            Files.deleteIfExists(tag);
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (etag.isPresent()) {
                Files.writeString(tag, etag.get());
            }
            return kept;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A server that falls silent in the middle would hold this download, and all that wait for it, for ever. */
    private void copyWhileItComes(InputStream body, Path part) throws IOException {
        AtomicLong read = new AtomicLong();
        AtomicLong before = new AtomicLong(-1);
        long pause = settings.stallTimeout().toMillis();
        Future<?> guard = watch.scheduleWithFixedDelay(
                () -> {
                    if (before.getAndSet(read.get()) == read.get()) {
                        quietly(body);
                    }
                },
                pause,
                pause,
                TimeUnit.MILLISECONDS);
        try (OutputStream out = Files.newOutputStream(part)) {
            byte[] chunk = new byte[CHUNK];
            for (int some = body.read(chunk); some >= 0; some = body.read(chunk)) {
                out.write(chunk, 0, some);
                read.addAndGet(some);
            }
        } catch (IOException broken) {
            throw before.get() == read.get()
                    ? new IOException("nothing more came for "
                            + settings.stallTimeout().toSeconds() + " s after " + read.get() + " bytes")
                    : broken;
        } finally {
            guard.cancel(false);
        }
    }

    private static void quietly(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyGone) {
            // nothing is left to close
        }
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
    }
}
