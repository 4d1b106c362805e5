package dev.gantry.imagebuilder.dib;

import dev.gantry.imagebuilder.model.build.DibLog;
import dev.gantry.imagebuilder.model.build.Recipe;
import dev.gantry.imagebuilder.model.build.Redactor;
import io.quarkus.logging.Log;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of disk-image-create: a process group of its own, an environment of its own, and a log that is read line by line, cleaned of
 * secrets, kept in a file and told to whoever follows it.
 */
public final class BuildProcess {

    private static final int LONGEST_LINE = 16 << 10;
    private static final Duration LOG_WITHIN = Duration.ofSeconds(10);
    private static final List<String> KEPT = List.of(
            "PATH",
            "HOME",
            "USER",
            "SHELL",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY");

    private final Process process;
    private final Thread reader;
    private final DibLog log = new DibLog();
    private final ProcessGroup group;

    private BuildProcess(Process process, Thread reader, ProcessGroup group) {
        this.process = process;
        this.reader = reader;
        this.group = group;
    }

    /** Where the log goes and who hears of progress; {@code onProgress} is called on the reader's thread. */
    public record LogListener(Path logFile, Redactor redactor, Consumer<DibLog.Progress> onProgress) {}

    /** Starts it in the folder and leaves a note there by which a later service finds the group again. */
    public static BuildProcess start(Recipe recipe, Path folder, LogListener listener) throws IOException {
        List<String> command = new ArrayList<>();
        ProgramRunner.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(recipe.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        environment.computeIfAbsent("HOME", k -> folder.toString());
        environment.merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        environment.putAll(recipe.environment());
        Process process = builder.start();
        ProcessGroup group = ProcessGroup.of(process.toHandle());
        group.note(folder);
        DibLog[] log = new DibLog[1];
        // a read of a pipe would keep the carrier of a virtual thread for as long as the build says nothing
        Thread reader = Thread.ofPlatform()
                .daemon()
                .name("build-log")
                .unstarted(() -> read(process.getInputStream(), listener, log[0]));
        BuildProcess build = new BuildProcess(process, reader, group);
        log[0] = build.log;
        reader.start();
        return build;
    }

    /** True once it has ended and its log is read to the end. A daemon that a package started and that holds the log open is ended. */
    public boolean hasEnded(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        if (!reader.join(LOG_WITHIN)) {
            group.stop(Duration.ofSeconds(2));
        }
        return reader.join(LOG_WITHIN);
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** What the log told; complete once the process has ended. */
    public DibLog log() {
        return log;
    }

    /** Asks the whole group to end, waits, then ends it; comes back when none of its processes is left. */
    public void stop(Duration grace) {
        group.stop(grace);
    }

    private static void read(InputStream in, LogListener listener, DibLog log) {
        try (BufferedInputStream input = new BufferedInputStream(in);
                BufferedWriter out = Files.newBufferedWriter(
                        listener.logFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            for (int b = input.read(); b >= 0; b = input.read()) {
                if (b != '\n' && line.size() < LONGEST_LINE) {
                    line.write(b);
                } else if (b == '\n') {
                    take(line, out, listener, log);
                    if (input.available() == 0) {
                        out.flush();
                    }
                }
            }
            if (line.size() > 0) {
                take(line, out, listener, log);
            }
        } catch (IOException e) {
            // the pipe ends with the process; what was read is in the file
        }
    }

    private static void take(ByteArrayOutputStream line, BufferedWriter out, LogListener listener, DibLog log)
            throws IOException {
        // malformed bytes become U+FFFD: tools print in any encoding
        String text =
                listener.redactor().apply(line.toString(StandardCharsets.UTF_8).stripTrailing());
        line.reset();
        out.write(text);
        out.write('\n');
        if (log.read(text)) {
            tell(listener, log);
        }
    }

    /** Progress is a courtesy: whatever goes wrong in telling it, the pipe has to be read on, or the build would stand still. */
    private static void tell(LogListener listener, DibLog log) {
        try {
            listener.onProgress().accept(log.progress());
        } catch (RuntimeException e) {
            Log.debugf(e, "progress not told phase=%s", log.progress().phase().word());
        }
    }
}
