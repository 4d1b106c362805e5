package dev.gantry.imagebuilder.file;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.kit.blocking.BlockingCalls;
import dev.gantry.kit.blocking.NotRegularFileException;
import dev.gantry.kit.blocking.RegularFiles;
import dev.gantry.kit.client.Download;
import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a bundle from an http(s) address or from this machine's own files, streamed to a new file. The transfer ends when it is too late,
 * too slow, or no longer wanted.
 */
public final class FileDownload {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final OutgoingHttp http;
    private final Limits limits;

    /**
     * What a transfer may take: {@code headersWithin} until the answer begins, {@code within} for all of it, and at least
     * {@code bytesPerWindow} bytes in each {@code window}.
     */
    public record Limits(Duration headersWithin, Duration within, long bytesPerWindow, Duration window) {}

    /** @param http holds every hop against what may be called */
    public FileDownload(OutgoingHttp http, Limits limits) {
        this.http = http;
        this.limits = limits;
    }

    /**
     * @param isWanted asked now and then; once it says no, the transfer ends with {@code fetch-cancelled}
     * @throws RemoteException {@code fetch-refused} (the server's answer, or a target that may not be called), {@code file-missing},
     *     {@code file-not-regular}, {@code bundle-too-large}, {@code fetch-cancelled}; worth a retry: {@code fetch-failed},
     *     {@code fetch-too-slow}, {@code fetch-late}
     */
    public StoredFile fetch(URI url, Path target, long limitBytes, BooleanSupplier isWanted) {
        FutureTask<StoredFile> transfer = new FutureTask<>(() -> "file".equals(url.getScheme())
                ? copy(Path.of(url), target, limitBytes)
                : download(url, target, limitBytes));
        Thread.ofVirtual().name("bundle-fetch").start(transfer);
        try {
            while (true) {
                @Nullable StoredFile file = whenDone(transfer);
                if (file != null) {
                    return file;
                }
                if (!isWanted.getAsBoolean()) {
                    throw RemoteException.permanent("fetch-cancelled", url + " is no longer wanted");
                }
            }
        } catch (ExecutionException e) {
            throw refusal(url, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("fetch-failed", url + ": stopped while it was fetched", e);
        } finally {
            transfer.cancel(true);
        }
    }

    private static @Nullable StoredFile whenDone(FutureTask<StoredFile> transfer)
            throws ExecutionException, InterruptedException {
        try {
            return transfer.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException goesOn) {
            return null;
        }
    }

    private static RuntimeException refusal(URI url, @Nullable Throwable failure) {
        return switch (failure) {
            case RemoteException said -> said;
            case NoSuchFileException e ->
                RemoteException.permanent("file-missing", "There is no file " + e.getFile() + " on this machine");
            case NotRegularFileException e ->
                RemoteException.permanent("file-not-regular", String.valueOf(e.getMessage()));
            case HashedFile.TooLarge e -> RemoteException.permanent("bundle-too-large", url + " has " + e.getMessage());
            case Download.TooLargeException e ->
                RemoteException.permanent("bundle-too-large", url + " has " + e.getMessage());
            case Download.TooSlowException e ->
                RemoteException.retryable("fetch-too-slow", url + ": " + e.getMessage());
            case TargetRefusedException e -> RemoteException.permanent("fetch-refused", String.valueOf(e.getMessage()));
            case IOException e
            when e.getCause() instanceof TimeoutException ->
                RemoteException.retryable("fetch-late", url + ": " + e.getMessage(), e);
            case null -> RemoteException.retryable("fetch-failed", url + " was not fetched");
            default -> RemoteException.retryable("fetch-failed", url + ": " + FailureDescription.of(failure), failure);
        };
    }

    /** A mount may hang, so the copy is made on a thread that may be left behind. */
    private StoredFile copy(Path source, Path target, long limitBytes) throws IOException, InterruptedException {
        RegularFiles.requireRegular(source);
        return BlockingCalls.SHARED.call(source.toString(), limits.within(), () -> {
            try (InputStream in = Files.newInputStream(source)) {
                return HashedFile.write(in, target, limitBytes);
            }
        });
    }

    private StoredFile download(URI url, Path target, long limitBytes) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(limits.headersWithin()).build();
        Files.createDirectories(target.toAbsolutePath().getParent());
        Download.Result result = new Download(
                        http,
                        new Download.Limits(limits.within(), limits.window(), limits.bytesPerWindow(), limitBytes))
                .fetch(request, target);
        if (!result.isFile()) {
            String detail = "%s answered %d".formatted(url, result.status());
            throw result.status() >= 500 || result.status() == 429
                    ? RemoteException.retryable("fetch-failed", detail)
                    : RemoteException.permanent("fetch-refused", detail);
        }
        HashedFile.force(target);
        return new StoredFile(target, new Sha256(result.sha256()), result.bytes());
    }
}
