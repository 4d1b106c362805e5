package dev.gantry.openstack;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;

/** One call of a service. {@code path} follows its address in the catalogue; {@code body} is sent again when the token ended meanwhile. */
public record CloudRequest(String method, String path, BodyPublisher body, String contentType, Duration within) {

    private static final Duration USUAL = Duration.ofSeconds(60);

    public static CloudRequest get(String path) {
        return new CloudRequest("GET", path, BodyPublishers.noBody(), "application/json", USUAL);
    }

    public static CloudRequest of(String method, String path, byte[] body, String contentType) {
        return new CloudRequest(method, path, BodyPublishers.ofByteArray(body), contentType, USUAL);
    }

    /** A file's bytes, as they are. @throws FileNotFoundException when it is not there */
    public static CloudRequest upload(String path, Path file, Duration within) throws FileNotFoundException {
        return new CloudRequest("PUT", path, BodyPublishers.ofFile(file), "application/octet-stream", within);
    }
}
