package dev.gantry.e2e;

import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.SecretFiles;
import dev.gantry.local.suite.launcher.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged command line as an operator calls it: a process of its own with the suite's address and token in its environment. */
final class Shell {
    private static final long LIMIT_MINUTES = 8;

    private final LocalSuite suite;
    private final Path checkout;

    Shell(LocalSuite suite) {
        this.suite = suite;
        this.checkout = suite.home().checkout();
    }

    /** What a command printed, and how it ended. */
    record Ended(int code, String out, String err) {
        @Override
        public String toString() {
            return "exit " + code + "\n" + out + err;
        }
    }

    Ended gantry(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(checkout.resolve("cli/src/main/sh/gantry").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(nothing()));
        builder.environment()
                .put("GANTRY_CLI_LIB", checkout.resolve("cli/target/lib").toString());
        builder.environment().put("GANTRY_CLI_CACHE", "off");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("GANTRY_URL", suite.url(Service.INVENTORY).toString());
        builder.environment()
                .put("GANTRY_TOKEN_FILE", SecretFiles.token(suite.home()).toString());
        builder.environment().remove("GANTRY_TOKEN");
        builder.environment().remove("GANTRY_PROFILE");
        return run(builder);
    }

    private static Ended run(ProcessBuilder builder) {
        try {
            Path out = Files.createTempFile("gantry", ".out");
            Path err = Files.createTempFile("gantry", ".err");
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " did not end; it said " + Files.readString(err));
            }
            return new Ended(process.exitValue(), read(out), read(err));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + builder.command(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }

    private static java.io.File nothing() {
        return new java.io.File("/dev/null");
    }
}
