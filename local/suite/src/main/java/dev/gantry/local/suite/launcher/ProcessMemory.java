package dev.gantry.local.suite.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory of processes. */
final class ProcessMemory {
    private static final String PSS = "Pss:";

    private ProcessMemory() {}

    /** MiB of all these, each counted once; so are pages they share where the system tells (Linux). */
    static long mib(Stream<ProcessHandle> processes) {
        return processes
                        .mapToLong(ProcessHandle::pid)
                        .distinct()
                        .map(ProcessMemory::kib)
                        .sum()
                / 1024;
    }

    private static long kib(long pid) {
        Path rollup = Path.of("/proc/" + pid + "/smaps_rollup");
        try {
            return Files.isReadable(rollup) ? pss(rollup) : rss(pid);
        } catch (IOException e) {
            return 0; // ended meanwhile
        }
    }

    /** Sample: {@code Pss:              214516 kB}. */
    private static long pss(Path rollup) throws IOException {
        return Files.readAllLines(rollup).stream()
                .filter(line -> line.startsWith(PSS))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static long rss(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return answer.isEmpty() ? 0 : Long.parseLong(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask ps for the memory of " + pid, e);
        }
    }
}
