package dev.gantry.kit.start;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The port is free and the data folder can be written. */
final class ProcessChecks implements SettingCheck {
    @Override
    public List<Finding> check(Config config) {
        return List.of(
                port(
                        config.getValue("quarkus.http.host", String.class),
                        config.getOptionalValue("quarkus.http.port", Integer.class)
                                .orElse(8080)),
                folder(Path.of(config.getValue("gantry.data-dir", String.class))));
    }

    static Finding port(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
            return Finding.good("port", host + ":" + port + " is free");
        } catch (IOException e) {
            return Finding.bad(
                    "port",
                    host + ":" + port + " cannot be had (" + e.getMessage()
                            + "); end what listens there, or set QUARKUS_HTTP_PORT or GANTRY_HTTP_HOST");
        }
    }

    static Finding folder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "check", null));
            return Finding.good("data folder", folder.toAbsolutePath() + " can be written");
        } catch (IOException e) {
            return Finding.bad(
                    "data folder",
                    folder.toAbsolutePath() + " cannot be written by user " + System.getProperty("user.name")
                            + "; make it, or set GANTRY_DATA_DIR");
        }
    }
}
