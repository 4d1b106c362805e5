package dev.gantry.kit.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Brings a file here: written beside its place, its SHA-256 taken on the way, moved into place when it is whole. */
public final class Download {

    private final OutgoingHttp http;
    private final Limits limits;

    /**
     * @param whole deadline of the whole download
     * @param window time in which at least {@code leastPerWindow} bytes must come
     * @param bytes the most that is taken
     */
    public record Limits(Duration whole, Duration window, long leastPerWindow, long bytes) {

        /** @param stall longest time in which nothing comes */
        public Limits(Duration whole, Duration stall, long bytes) {
            this(whole, stall, 1, bytes);
        }
    }

    /** What came. {@code file} is in place when {@code status} is 200, and untouched otherwise; {@code sha256} in lower-case hex. */
    public record Result(int status, java.net.http.HttpHeaders headers, long bytes, String sha256) {

        public boolean isFile() {
            return status == 200;
        }
    }

    public Download(OutgoingHttp http, Limits limits) {
        this.http = http;
        this.limits = limits;
    }

    /**
     * @throws TooLargeException when it has more than the limit
     * @throws TooSlowException when it does not come on
     * @throws IOException when it did not come whole; a retry may help
     */
    public Result fetch(HttpRequest request, Path file) throws IOException, InterruptedException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".part");
        try {
            HttpResponse<FileBody.Written> response = http.exchange(
                    request,
                    Deadline.in(limits.whole()),
                    info -> new FileBody(info.statusCode() == 200 ? part : null, limits));
            FileBody.Written written = response.body();
            if (response.statusCode() == 200) {
                requireWhole(response, written.bytes());
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return new Result(response.statusCode(), response.headers(), written.bytes(), written.sha256());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void requireWhole(HttpResponse<?> response, long bytes) throws IOException {
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(bytes);
        if (announced != bytes) {
            throw new IOException("%s ended after %d of %d bytes".formatted(response.uri(), bytes, announced));
        }
    }

    /** Too little came in a window: the server fell silent, or trickles. */
    public static final class TooSlowException extends IOException {

        private static final long serialVersionUID = 1L;

        TooSlowException(long came, long bytes, Limits limits) {
            super("%s in %d s after %d bytes; at least %d are expected"
                    .formatted(
                            came == 0 ? "nothing more came" : came + " bytes came",
                            limits.window().toSeconds(),
                            bytes,
                            limits.leastPerWindow()));
        }
    }

    /** The file has more bytes than are taken; a retry does not help. */
    public static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(long limitBytes) {
            super("more than %d bytes".formatted(limitBytes));
        }
    }
}
