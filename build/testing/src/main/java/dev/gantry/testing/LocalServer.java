package dev.gantry.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real server, started by a script of {@code local/tools}. Where the machine cannot run it, tests are skipped and say why. */
public final class LocalServer implements AutoCloseable {

    private static final Path SCRIPTS = Path.of("..", "local", "tools").toAbsolutePath();

    private final Process process;
    private final JsonNode address;

    private LocalServer(Process process, JsonNode address) {
        this.process = process;
        this.address = address;
    }

    public static LocalServer start(String script, Path home, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path errors = home.resolveSibling(script + "-errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(SCRIPTS.resolve(script).toString(), "run").redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            process.waitFor();
            String words = Files.readString(errors);
            // 3: this machine lacks something, which is no fault of ours
            Assumptions.assumeTrue(process.exitValue() != 3, "SKIPPED, no real %s here: %s".formatted(script, words));
            throw new IllegalStateException(
                    "local/tools/%s ended with %d: %s".formatted(script, process.exitValue(), words));
        }
        return new LocalServer(process, new ObjectMapper().readTree(line));
    }

    /** A member of what it printed of itself. */
    public String said(String member) {
        return address.path(member).asText();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
