package dev.gantry.imagebuilder.file;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
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

/** Fetches a bundle from an http(s) address or from this machine's own files, streamed to a new file. */
public final class FileDownload {

    private final HttpClient http;
    private final Duration headersWithin;

    public FileDownload(HttpClient http, Duration headersWithin) {
        this.http = http;
        this.headersWithin = headersWithin;
    }

    /** @throws RemoteException {@code fetch-refused} (the server's answer), {@code fetch-failed} (worth a retry) or {@code file-missing} */
    public StoredFile fetch(URI url, Path target, long limitBytes) {
        try {
            return "file".equals(url.getScheme())
                    ? copy(Path.of(url), target, limitBytes)
                    : download(url, target, limitBytes);
        } catch (NoSuchFileException e) {
            throw RemoteException.permanent("file-missing", "There is no file " + e.getFile() + " on this machine");
        } catch (HashedFile.TooLarge e) {
            throw RemoteException.permanent("bundle-too-large", url + " has " + e.getMessage());
        } catch (IOException e) {
            throw RemoteException.retryable("fetch-failed", url + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("fetch-failed", url + ": interrupted", e);
        }
    }

    private static StoredFile copy(Path source, Path target, long limitBytes) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            return HashedFile.write(in, target, limitBytes);
        }
    }

    private StoredFile download(URI url, Path target, long limitBytes) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(headersWithin).build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
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
