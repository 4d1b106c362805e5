package dev.gantry.provisioner.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Output of a command: bounded, secrets masked, whole lines handed on as they come. Of a too long one the first and the last half stay. */
final class OutputCapture {

    private static final String MASK = "******";
    private static final int CHUNK = 16 * 1024;

    private final int half;
    private final List<String> secrets;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];
    private long left;

    /** @param limit most bytes kept */
    OutputCapture(int limit, List<String> secrets) {
        this.half = limit / 2;
        this.secrets = secrets;
    }

    /** Reads to the end of the stream. */
    void readAll(InputStream from, Consumer<String> live) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int read = from.read(chunk);
        while (read >= 0) {
            keep(chunk, read);
            handOn(chunk, read, live);
            read = from.read(chunk);
        }
        if (line.size() > 0) {
            live.accept(masked(line.toString(StandardCharsets.UTF_8)));
        }
    }

    private void keep(byte[] chunk, int length) {
        int first = Math.min(length, half - head.size());
        if (first > 0) {
            head.write(chunk, 0, first);
        }
        int rest = length - Math.max(first, 0);
        if (rest > 0) {
            byte[] joined = new byte[tail.length + rest];
            System.arraycopy(tail, 0, joined, 0, tail.length);
            System.arraycopy(chunk, length - rest, joined, tail.length, rest);
            int over = Math.max(0, joined.length - half);
            left += over;
            tail = over == 0 ? joined : java.util.Arrays.copyOfRange(joined, over, joined.length);
        }
    }

    /** A secret never straddles two pieces because pieces end at line ends. */
    private void handOn(byte[] chunk, int length, Consumer<String> live) {
        int end = length;
        while (end > 0 && chunk[end - 1] != '\n') {
            end--;
        }
        if (end > 0) {
            line.write(chunk, 0, end);
            live.accept(masked(line.toString(StandardCharsets.UTF_8)));
            line.reset();
        }
        if (line.size() < half) {
            line.write(chunk, end, length - end);
        }
    }

    boolean isCut() {
        return left > 0;
    }

    String text() {
        String first = head.toString(StandardCharsets.UTF_8);
        String last = new String(tail, StandardCharsets.UTF_8);
        return masked(left == 0 ? first + last : first + "\n[... " + left + " bytes left out ...]\n" + last);
    }

    /** What is not text must not end a log: a database takes no NUL. */
    private String masked(String text) {
        String safe = text.replace('\0', '\uFFFD');
        for (String secret : secrets) {
            if (!secret.isBlank()) {
                safe = safe.replace(secret, MASK);
            }
        }
        return safe;
    }
}
