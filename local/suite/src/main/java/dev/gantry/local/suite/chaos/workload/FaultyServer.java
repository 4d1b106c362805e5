package dev.gantry.local.suite.chaos.workload;

import dev.gantry.local.suite.chaos.fault.FaultLog;
import dev.gantry.local.suite.demo.Pause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A web server that answers as its path says: {@code /good/...} well, with the file of that name where there is one; {@code /hang/...} never;
 * {@code /trickle/...} with a byte a second; {@code /broken/...} with half an answer. It remembers the events that came to {@code /good/}.
 */
public final class FaultyServer implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration DRIP = Duration.ofSeconds(1);

    private final ServerSocket server;
    private final FaultLog log;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    public FaultyServer(FaultLog log) {
        this.log = log;
        try {
            this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        }
        threads.add(Thread.ofVirtual().name("faulty-server").start(this::accept));
    }

    /** How a path is answered. */
    enum Manner {
        GOOD,
        HANG,
        TRICKLE,
        BROKEN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String url(Manner manner, String name) {
        return "http://127.0.0.1:%d/%s/%s".formatted(server.getLocalPort(), manner.word(), name);
    }

    void file(String name, byte[] content) {
        files.put(name, content);
    }

    /** The ids of the events that came and were taken. */
    public Set<String> events() {
        return Set.copyOf(events);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop listening", e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread thread = Thread.ofVirtual().unstarted(() -> serve(socket));
                threads.add(thread);
                thread.start();
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = Request.read(socket.getInputStream());
            answer(request, socket.getOutputStream());
        } catch (IOException | InterruptedException e) {
            return; // the caller gave up, or the server is closed
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    private void answer(Request request, OutputStream out) throws IOException, InterruptedException {
        String[] parts = request.path().split("/", 3);
        String manner = parts.length > 1 ? parts[1] : "";
        byte[] file = files.getOrDefault(parts.length > 2 ? parts[2] : "", new byte[0]);
        if (!manner.equals(Manner.GOOD.word())) {
            log.count("http-" + manner);
        }
        switch (manner) {
            case "hang" -> Pause.of(LONG);
            case "trickle" -> trickle(out);
            case "broken" -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf");
            default -> {
                events.addAll(request.event());
                write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + file.length + "\r\n\r\n");
                out.write(file);
            }
        }
    }

    private static void trickle(OutputStream out) throws IOException, InterruptedException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while (true) {
            write(out, ".");
            Pause.of(DRIP);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The path, and the id of the event where the request carries one; the body is read and dropped. */
    private record Request(String path, Set<String> event) {

        static Request read(InputStream in) throws IOException {
            String[] lines = head(in).split("\r\n");
            int length = 0;
            Set<String> event = Set.of();
            for (String line : lines) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                } else if (lower.startsWith("ce-id:")) {
                    event = Set.of(line.substring(6).strip());
                }
            }
            in.readNBytes(length);
            String[] words = lines[0].split(" ");
            return new Request(words.length > 1 ? words[1] : "", event);
        }

        private static String head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int read = in.read();
                if (read < 0) {
                    throw new IOException("the request ended early");
                }
                head.write(read);
            }
            return head.toString(StandardCharsets.US_ASCII);
        }
    }
}
