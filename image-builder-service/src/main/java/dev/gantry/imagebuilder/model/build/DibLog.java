package dev.gantry.imagebuilder.model.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a diskimage-builder log line by line and tells how far the build is. Progress never steps back.
 * Source of the landmarks: diskimage-builder 3.13, lib/common-functions, lib/img-functions, bin/disk-image-create, dib-run-parts.
 */
public final class DibLog {

    private static final int LAST_LINES = 20;
    // 2026-08-14 19:40:01.123 | dib-run-parts Running /tmp/dib_build.x/hooks/root.d/08-debootstrap
    private static final Pattern STAMP = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\| ?");
    // dib-run-parts Running /tmp/in_target.d/install.d/10-cloud-init
    private static final Pattern RUNNING = Pattern.compile("dib-run-parts Running \\S*/([a-z-]+\\.d)/([^/\\s]+)$");
    // dib-run-parts 10-cloud-init completed
    private static final Pattern COMPLETED = Pattern.compile("dib-run-parts (\\S+) completed$");
    // Copying hooks /usr/share/diskimage-builder/elements/vm/block-device.d/10-partition
    private static final Pattern COPYING = Pattern.compile("Copying hooks \\S*/([a-z-]+\\.d)/[^/\\s]+$");
    // > E: Unable to locate package biosdevname
    private static final Pattern ERROR = Pattern.compile(
            "^(?:> )?(E:|ERROR|Error:|.*: command not found$|.*No space left on device|.*MissingElementException).*");

    private final Map<DibPhase, Integer> scripts = new EnumMap<>(DibPhase.class);
    private final Map<DibPhase, Integer> finished = new EnumMap<>(DibPhase.class);
    private final Deque<String> last = new ArrayDeque<>();
    private DibPhase phase = DibPhase.PREFLIGHT;
    private int percent;
    private Optional<String> script = Optional.empty();
    private Optional<String> firstError = Optional.empty();
    private boolean saysSuccess;

    /** How far a build is; {@code script} is the hook that runs now. */
    public record Progress(DibPhase phase, int percent, Optional<String> script) {}

    /** Takes the next line, with or without its time stamp; true when {@link #progress} is another than before. */
    public boolean read(String line) {
        String text = STAMP.matcher(line).replaceFirst("");
        Progress before = progress();
        remember(text);
        readHooks(text);
        readImage(text);
        return !before.equals(progress());
    }

    public Progress progress() {
        return new Progress(phase, percent, script);
    }

    /** The last lines, at most twenty, oldest first. */
    public List<String> lastLines() {
        return List.copyOf(last);
    }

    /** The first line that looks like the cause of a failure; what a script said that came to its end all the same is none. */
    public Optional<String> firstError() {
        return firstError;
    }

    /** Whether diskimage-builder said so itself; a build is good only with this and exit code 0. */
    public boolean saysSuccess() {
        return saysSuccess;
    }

    private void readHooks(String text) {
        Matcher copying = COPYING.matcher(text);
        if (copying.find()) {
            DibPhase.ofFolder(copying.group(1)).ifPresent(p -> scripts.merge(p, 1, Integer::sum));
            return;
        }
        Matcher running = RUNNING.matcher(text);
        if (running.find()) {
            Optional<DibPhase> found = DibPhase.ofFolder(running.group(1));
            found.ifPresent(p -> {
                enter(p);
                script = Optional.of(running.group(2));
            });
            return;
        }
        Matcher completed = COMPLETED.matcher(text);
        if (completed.find() && script.filter(completed.group(1)::equals).isPresent()) {
            finished.merge(phase, 1, Integer::sum);
            script = Optional.empty();
            firstError = Optional.empty();
            advance();
        }
    }

    private void readImage(String text) {
        if (text.startsWith("Converting image using qemu-img convert")) {
            enter(DibPhase.CONVERT);
        } else if (text.startsWith("Build completed successfully")) {
            saysSuccess = true;
            percent = DibPhase.CONVERT.endsAtPercent();
        }
    }

    private void enter(DibPhase next) {
        if (next.compareTo(phase) > 0) {
            phase = next;
            script = Optional.empty();
        }
        advance();
    }

    private void advance() {
        int of = Math.max(1, scripts.getOrDefault(phase, 1));
        int done = Math.min(of, finished.getOrDefault(phase, 0));
        int span = phase.endsAtPercent() - phase.startsAtPercent();
        percent = Math.max(percent, phase.startsAtPercent() + span * done / of);
    }

    private void remember(String text) {
        last.addLast(text);
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
        if (firstError.isEmpty() && ERROR.matcher(text).matches()) {
            firstError = Optional.of(text);
        }
    }
}
