package dev.gantry.imagebuilder;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Puts the stand-in for disk-image-create in place of the real one; a test may take it away. */
public final class StandInTools implements QuarkusTestResourceLifecycleManager {

    public static final Path PROGRAM =
            Path.of("target", "stand-in", "disk-image-create").toAbsolutePath();

    @Override
    public Map<String, String> start() {
        put();
        return Map.of(
                "gantry.image-builder.builds.command", PROGRAM.toString(),
                "gantry.image-builder.builds.needed-programs", "sh",
                "gantry.image-builder.builds.disk-limit", "1M",
                "gantry.image-builder.builds.cancel-timeout", "5s");
    }

    public static void put() {
        try (InputStream in = StandInTools.class.getResourceAsStream("/dib/disk-image-create")) {
            Files.createDirectories(PROGRAM.getParent());
            Files.write(PROGRAM, in.readAllBytes());
            PROGRAM.toFile().setExecutable(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // target is cleaned with the build
    }
}
