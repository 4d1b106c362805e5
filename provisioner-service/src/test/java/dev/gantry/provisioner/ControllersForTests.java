package dev.gantry.provisioner;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The site's file of management controllers, empty until a test writes one into it. */
public final class ControllersForTests implements QuarkusTestResourceLifecycleManager {
    public static final String FILE = "gantry.provisioner.bmc.path";

    @Override
    public Map<String, String> start() {
        try {
            Path file = Files.createTempFile("controllers", ".json");
            Files.writeString(file, "{}");
            return Map.of(FILE, file.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        // the file is small, and the system's temporary folder is not ours to tidy
    }
}
