package dev.gantry.local.embedded;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The broker as a process of its own: prints one line {@code ready} when clients are answered, stops at SIGTERM.
 * Settings, as system property or environment variable: {@code gantry.broker.folder} (GANTRY_BROKER_FOLDER) and
 * {@code gantry.broker.port} (GANTRY_BROKER_PORT).
 */
public final class LocalBrokerMain {
    private LocalBrokerMain() {}

    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.WARNING);
        Path folder = Path.of(setting("gantry.broker.folder")
                .orElseThrow(() -> new IllegalArgumentException(
                        "gantry.broker.folder is not set: name the folder that keeps the broker's log")));
        int port = setting("gantry.broker.port").map(Integer::parseInt).orElse(0);
        LocalBroker broker = LocalBroker.start(folder, port);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
        System.out.println("ready " + broker.bootstrapServers());
    }

    private static Optional<String> setting(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        return Optional.ofNullable(System.getProperty(name, System.getenv(variable)));
    }
}
