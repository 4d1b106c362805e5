package dev.gantry.imagebuilder.file;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a bundle from an http(s) address or from this machine's own files, streamed to a new file. The transfer runs on a thread of its own
 * and is watched: it ends when it is too late, too slow, or no longer wanted.
 */
public final class FileDownload {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final HttpClient http;
    private final BlockingCalls calls;
    private final LocalFiles local;
    private final Limits limits;

    /**
     * What a transfer may take: {@code headersWithin} until the answer begins, {@code within} for all of it, and at least
     * {@code bytesPerWindow} bytes in each {@code window}.
     */
    public record Limits(Duration headersWithin, Duration within, long bytesPerWindow, Duration window) {}

    public FileDownload(HttpClient http, BlockingCalls calls, Limits limits) {
        this.http = http;
        this.calls = calls;
        this.local = new LocalFiles(calls);
        this.limits = limits;
    }

    /** How far a transfer is, and the stream to close when it is given up. */
    private static final class Transfer {
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicReference<@Nullable InputStream> stream = new AtomicReference<>();

        InputStream count(InputStream in) {
            stream.set(in);
            return new FilterInputStream(in) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int n = super.read(buffer, offset, length);
                    bytes.addAndGet(Math.max(0, n));
                    return n;
                }
            };
        }

        void giveUp() {
            InputStream in = stream.get();
            if (in != null) {
                try {
                    in.close();
                } catch (IOException e) {
                    // it is given up anyway
                }
            }
        }
    }

    /**
     * @param isWanted asked now and then; once it says no, the transfer ends with {@code fetch-cancelled}
     * @throws RemoteException {@code fetch-refused} (the server's answer), {@code file-missing}, {@code file-not-regular},
     *     {@code bundle-too-large}, {@code fetch-cancelled}; worth a retry: {@code fetch-failed}, {@code fetch-too-slow}, {@code fetch-late}
     */
    public StoredFile fetch(URI url, Path target, long limitBytes, BooleanSupplier isWanted) {
        Transfer transfer = new Transfer();
        try {
            BlockingCalls.Running<StoredFile> running = calls.start(
                    "bundle-fetch",
                    () -> "file".equals(url.getScheme())
                            ? copy(Path.of(url), target, limitBytes, transfer)
                            : download(url, target, limitBytes, transfer));
            try {
                return watch(url, running, transfer, isWanted);
            } finally {
                if (!running.result().isDone()) {
                    transfer.giveUp();
                    running.cancel();
                }
            }
        } catch (NoSuchFileException e) {
            throw RemoteException.permanent("file-missing", "There is no file " + e.getFile() + " on this machine");
        } catch (HashedFile.TooLarge e) {
            throw RemoteException.permanent("bundle-too-large", url + " has " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            throw RemoteException.retryable("fetch-failed", url + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("fetch-failed", url + ": interrupted", e);
        }
    }

    private StoredFile watch(
            URI url, BlockingCalls.Running<StoredFile> running, Transfer transfer, BooleanSupplier isWanted)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long windowBegun = begun;
        long windowBytes = 0;
        while (true) {
            try {
                return BlockingCalls.result(running, LOOK_EVERY);
            } catch (TimeoutException goesOn) {
                if (!isWanted.getAsBoolean()) {
                    throw RemoteException.permanent("fetch-cancelled", url + " is no longer wanted");
                }
                long now = System.nanoTime();
                long bytes = transfer.bytes.get();
                if (now - begun > limits.within().toNanos()) {
                    throw RemoteException.retryable(
                            "fetch-late", "%s: %d bytes after %s".formatted(url, bytes, limits.within()));
                }
                if (now - windowBegun > limits.window().toNanos()) {
                    refuseSlow(url, bytes - windowBytes);
                    windowBegun = now;
                    windowBytes = bytes;
                }
            }
        }
    }

    private void refuseSlow(URI url, long bytes) {
        if (bytes < limits.bytesPerWindow()) {
            throw RemoteException.retryable(
                    "fetch-too-slow",
                    "%s: %d bytes in %s; at least %d are expected"
                            .formatted(url, bytes, limits.window(), limits.bytesPerWindow()));
        }
    }

    private StoredFile copy(Path source, Path target, long limitBytes, Transfer transfer)
            throws IOException, InterruptedException {
        refuseIrregular(source);
        try (InputStream in = transfer.count(Files.newInputStream(source))) {
            return HashedFile.write(in, target, limitBytes);
        }
    }

    private void refuseIrregular(Path source) throws IOException, InterruptedException {
        IOException problem =
                switch (local.kindOf(source)) {
                    case REGULAR -> null;
                    case MISSING -> new NoSuchFileException(source.toString());
                    case FOLDER, NOT_REGULAR ->
                        throw RemoteException.permanent("file-not-regular", source + " is no regular file");
                    case NOT_ANSWERING -> new IOException("its file system does not answer");
                };
        if (problem != null) {
            throw problem;
        }
    }

    private StoredFile download(URI url, Path target, long limitBytes, Transfer transfer)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(limits.headersWithin()).build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = transfer.count(response.body())) {
            int status = response.statusCode();
            if (status != 200) {
                String detail = "%s answered %d".formatted(url, status);
                throw status >= 500 || status == 429
                        ? RemoteException.retryable("fetch-failed", detail)
                        : RemoteException.permanent("fetch-refused", detail);
            }
            StoredFile file = HashedFile.write(body, target, limitBytes);
            long announced =
                    response.headers().firstValueAsLong("content-length").orElse(file.bytes());
            if (announced != file.bytes()) {
                Files.deleteIfExists(target);
                throw RemoteException.retryable(
                        "fetch-failed", "%s ended after %d of %d bytes".formatted(url, file.bytes(), announced));
            }
            return file;
        }
    }
}
