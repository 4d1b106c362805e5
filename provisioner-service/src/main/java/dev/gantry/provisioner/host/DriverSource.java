package dev.gantry.provisioner.host;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
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
import org.jspecify.annotations.Nullable;

/** Brings a driver's file here: {@code http(s)://} or {@code file://}. What is here already and still the same is not fetched again. */
@ApplicationScoped
class DriverSource {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int UNCHANGED = 304;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** @return the whole file, compared with the checksum where one is given */
    Path fetch(String url, Path place, @Nullable String sha256) throws IOException {
        URI from = parsed(url);
        Path kept = place.resolve("file");
        Path file =
                switch (String.valueOf(from.getScheme()).toLowerCase(Locale.ROOT)) {
                    case "file" -> local(url, from);
                    case "http", "https" -> remote(from, kept, sha256);
                    default ->
                        throw new HostFailure(
                                HostTrouble.DRIVER_UNUSABLE,
                                "driver " + url + ": only http://, https:// and file:// can be fetched");
                };
        if (sha256 != null) {
            String found = Checksum.of(file);
            if (!found.equalsIgnoreCase(sha256)) {
                Files.deleteIfExists(kept);
                throw new HostFailure(
                        HostTrouble.DRIVER_CHECKSUM_MISMATCH,
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
            throw new HostFailure(HostTrouble.DRIVER_UNUSABLE, "driver " + url + " is no URL", malformed);
        }
    }

    private static Path local(String url, URI from) {
        Path file = Path.of(from.getPath());
        if (!Files.isReadable(file)) {
            throw new HostFailure(
                    HostTrouble.DRIVER_UNREACHABLE, "driver " + url + ": no such readable file at the provisioner");
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
                    throw new HostFailure(
                            HostTrouble.DRIVER_UNREACHABLE,
                            "driver " + from + ": the server answers " + answer.statusCode());
                }
                return keep(body, answer.headers().firstValue("ETag"), kept, tag);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HostFailure(HostTrouble.DRIVER_UNREACHABLE, "driver " + from + ": stopped", stopped);
        } catch (IOException failed) {
            throw new HostFailure(
                    HostTrouble.DRIVER_UNREACHABLE,
                    "driver " + from + " cannot be fetched: "
                            + failed.getClass().getSimpleName() + " " + failed.getMessage(),
                    failed);
        }
    }

    private static Path keep(InputStream body, Optional<String> etag, Path kept, Path tag) throws IOException {
        Path part = Files.createTempFile(kept.getParent(), "part", "");
        try {
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
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
}
