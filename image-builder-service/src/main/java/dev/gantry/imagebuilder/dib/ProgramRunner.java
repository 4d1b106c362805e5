package dev.gantry.imagebuilder.dib;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs small programs of this machine to their end, without a shell, within a time limit. */
public final class ProgramRunner {

    private static final int LARGEST_OUTPUT = 1 << 20;

    private ProgramRunner() {}

    /** What a program said and how it ended; exit 127 when there is no such program, 124 when it took too long. */
    public record Result(int exit, String output) {

        public boolean isOk() {
            return exit == 0;
        }

        /** The last line with words. */
        public String lastLine() {
            return output.lines().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("exit " + exit);
        }
    }

    public static Result run(Duration limit, List<String> command) {
        return run(limit, command, Map.of());
    }

    /** Standard output and error together. */
    public static Result run(Duration limit, List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("gantry-program", ".out");
            try {
                return run(limit, command, environment, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result run(Duration limit, List<String> command, Map<String, String> environment, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException notThere) {
            return new Result(127, command.getFirst() + ": " + notThere.getMessage());
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                return new Result(124, "%s took longer than %s".formatted(command.getFirst(), limit));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Result(124, command.getFirst() + " was interrupted");
        }
        byte[] bytes = Files.readAllBytes(output);
        int from = Math.max(0, bytes.length - LARGEST_OUTPUT);
        return new Result(process.exitValue(), new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
    }

    /** Where a program is on PATH (and where root's programs are); a path is taken as it is. */
    public static Optional<Path> find(String name) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name)).filter(Files::isExecutable);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin:/usr/bin:/bin";
        return Arrays.stream(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
