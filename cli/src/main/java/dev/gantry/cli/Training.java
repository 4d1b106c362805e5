package dev.gantry.cli;

import dev.gantry.cli.command.shared.Session;
import dev.gantry.cli.profile.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs what is called most against a server of its own that gives one answer, so that the JVM can keep what it loaded and linked. */
final class Training {
    private static final String ANSWER = """
        {"items":[{"name":"computegpu000","state":"ACTIVE","since":"2026-01-01T00:00:00.123Z","address":"192.168.1.100",\
        "groups":["vgpu"],"flags":["drifted"],"version":8,"devices":[]}],"name":"computegpu000","state":"ACTIVE",\
        "changes":[{"step":"reboot","summary":"reboot","reboot":true,"destroys":[],"guests":[]}],"blockers":[],"digest":"60e3"}\
        """;

    private Training() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            Surroundings around = new Surroundings(
                    Map.of("GANTRY_URL", "http://127.0.0.1:" + server.getLocalPort(), "GANTRY_TOKEN", "none"),
                    Path.of("/nonexistent"),
                    Path.of("/nonexistent"));
            for (String line : new String[] {
                "host list",
                "host list -f json",
                "host list -f yaml",
                "host show computegpu000",
                "host plan computegpu000",
                "run list"
            }) {
                PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
                Gantry.run(new Session(around, nowhere, nowhere, false), line.split(" "));
            }
        }
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException e) {
                // the training is over, or its caller went away
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            // its headers do not matter
        }
        byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ";
        OutputStream out = socket.getOutputStream();
        out.write((head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
