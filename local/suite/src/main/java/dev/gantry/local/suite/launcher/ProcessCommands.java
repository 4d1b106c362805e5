package dev.gantry.local.suite.launcher;

import dev.gantry.local.embedded.LocalBrokerMain;
import dev.gantry.local.embedded.LocalDatabase;
import dev.gantry.local.suite.terminal.SuiteException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Knows the command line and the environment of every part. Everything listens on loopback only. */
final class ProcessCommands {
    private static final int BROKER_HEAP_MIB = 256;
    private static final int SERVICE_HEAP_MIB = 160;

    private final SuiteFolder home;
    private final Ports ports;
    private final Map<String, String> settings;

    /** @param settings environment variables that every service gets besides */
    ProcessCommands(SuiteFolder home, Ports ports, Map<String, String> settings) {
        this.home = home;
        this.ports = ports;
        this.settings = Map.copyOf(settings);
    }

    ProcessCommand broker() {
        return new ProcessCommand(
                Ports.BROKER,
                JvmCommand.main(LocalBrokerMain.class.getName(), BROKER_HEAP_MIB),
                Map.of(
                        "GANTRY_BROKER_FOLDER", home.make("broker").toString(),
                        "GANTRY_BROKER_PORT", Integer.toString(ports.of(Ports.BROKER))));
    }

    /** In a session of its own where there is setsid: a Ctrl-C is for the launcher, which ends the services first. */
    ProcessCommand database(LocalDatabase database) {
        List<String> command = new ArrayList<>(setsid());
        command.addAll(database.command());
        return new ProcessCommand(Ports.DATABASE, command, database.environment());
    }

    private static List<String> setsid() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setsid")))
                ? List.of("setsid")
                : List.of();
    }

    /** The same service once more: its database, its folder, another port. */
    ProcessCommand replica(Service service, LocalDatabase database, int port) {
        ProcessCommand first = service(service, database);
        Map<String, String> environment = new HashMap<>(first.environment());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return new ProcessCommand(first.name() + "-2", first.command(), environment);
    }

    ProcessCommand service(Service service, LocalDatabase database) {
        Path jar = home.checkout().resolve(service.jar());
        if (!Files.exists(jar)) {
            throw new SuiteException(service.title() + " is not built: " + jar
                    + " is missing. Run ./gantry up, or ./mvnw" + " -DskipTests -Dquick package");
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "GANTRY_MODE", "local",
                "GANTRY_DB_URL", database.jdbcUrl(service.database()),
                "GANTRY_DB_USER", database.user(),
                "GANTRY_DB_PASSWORD", database.password(),
                "GANTRY_KAFKA", "127.0.0.1:" + ports.of(Ports.BROKER),
                "GANTRY_TOKEN_FILE", SecretFiles.token(home).toString(),
                "GANTRY_DATA_DIR", home.make("data/" + service.title()).toString(),
                "QUARKUS_HTTP_PORT", Integer.toString(ports.of(service.title()))));
        for (Service other : Service.values()) {
            environment.put(other.urlVariable(), "http://127.0.0.1:" + ports.of(other.title()));
        }
        if (service == Service.PROVISIONER) {
            environment.put(
                    "GANTRY_PROVISIONER_SSH_KEY_PATH", SecretFiles.sshKey(home).toString());
            environment.put(
                    "GANTRY_PROVISIONER_PLACEMENT_CHECK_URL",
                    "http://127.0.0.1:" + ports.of(Service.NOVA_CONFIG.title()));
            environment.put(
                    "GANTRY_PROVISIONER_PLACEMENT_CHECK_TOKEN_PATH",
                    SecretFiles.token(home).toString());
        }
        if (service == Service.NOVA_CONFIG) {
            // The simulated cloud is asked as often as one likes.
            environment.put("GANTRY_NOVA_CONFIG_DRAIN_INTERVAL", "1s");
            environment.put("GANTRY_NOVA_CONFIG_PLACEMENT_CHECK_INTERVAL", "2s");
        }
        environment.putAll(settings);
        JvmCommand.Compilers compilers =
                service == Service.IMAGE_BUILDER ? JvmCommand.Compilers.BOTH : JvmCommand.Compilers.FIRST;
        return new ProcessCommand(
                service.title(), JvmCommand.jar(jar.toString(), SERVICE_HEAP_MIB, compilers), environment);
    }
}
