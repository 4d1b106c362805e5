package dev.gantry.local.suite.bench;

import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.terminal.SuiteException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A main class inside a packaged service, run in a JVM of its own that writes where this one does. */
final class ServiceProgram {
    private final Path application;

    ServiceProgram(Path checkout, Service service) {
        application = checkout.resolve(service.jar()).resolveSibling("").normalize();
        if (!Files.isDirectory(application)) {
            throw new SuiteException(
                    service.title() + " is not built: " + application + " is missing. Run ./mvnw -DskipTests package");
        }
    }

    /** Waits for its end. Throws {@link SuiteException} when it did not end well. */
    void run(String mainClass, List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classPath(),
                mainClass));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            Thread end = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(end);
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            if (code != 0) {
                throw new SuiteException(mainClass + " ended with code " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    private String classPath() {
        // Benches stand beside the tests, so that they are in no production jar.
        Stream<String> benches =
                Stream.of(application.resolveSibling("test-classes").toString());
        Stream<String> jars = Stream.of("app", "lib/main", "lib/boot")
                .map(folder -> application.resolve(folder) + File.separator + "*");
        return Stream.concat(jars, benches).collect(Collectors.joining(File.pathSeparator));
    }
}
