package dev.gantry.e2e;

import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Ports;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.local.suite.launcher.SuiteFolder;
import dev.gantry.local.suite.terminal.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A suite of the packaged services on free ports, in an empty folder below target. */
final class Running {
    /** A stand-in for disk-image-create, for tests that look at pages and not at images. */
    static final Map<String, String> STAND_IN_BUILDS = Map.of(
            "GANTRY_IMAGE_BUILDER_BUILDS_COMMAND",
            SuiteFolder.find()
                    .checkout()
                    .resolve("local/suite/src/main/sh/stand-in-disk-image-create")
                    .toString(),
            "GANTRY_IMAGE_BUILDER_BUILDS_NEEDED_PROGRAMS",
            "sh",
            "GANTRY_IMAGE_BUILDER_BUILDS_COMMON_ELEMENTS",
            "base",
            "GANTRY_IMAGE_BUILDER_BUILDS_DISK_LIMIT",
            "1M");

    private Running() {}

    static LocalSuite start(String name) {
        return start(name, home -> Map.of());
    }

    /** @param settings environment variables that every service gets besides */
    static LocalSuite start(String name, Map<String, String> settings) {
        return start(name, home -> settings);
    }

    /** @param settings the same, where they name files of the suite's folder */
    static LocalSuite start(String name, Function<SuiteFolder, Map<String, String>> settings) {
        Path folder = Path.of("target", name).toAbsolutePath();
        remove(folder);
        SuiteFolder home = new SuiteFolder(SuiteFolder.find().checkout(), folder);
        return LocalSuite.start(
                home, Ports.from(0, SimulatorProcess.HOSTS), Screen.plain(System.out), settings.apply(home));
    }

    /** Hosts {@code many-0000} and so on, which nobody can reach. */
    static void enrol(ApiClient inventory, int hosts) {
        IntStream.range(0, hosts)
                .parallel()
                .forEach(i -> ApiClient.require(
                        inventory.put("/v1/hosts/many-%04d".formatted(i), Map.of("groups", List.of())), "enrolling"));
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }
}
