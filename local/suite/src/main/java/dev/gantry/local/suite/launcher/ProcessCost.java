package dev.gantry.local.suite.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process has cost so far, as Linux counts it in /proc. */
public record ProcessCost(long pid) {
    /** USER_HZ: what /proc counts in, the same on every architecture that has a JDK. */
    private static final int TICKS_A_SECOND = 100;

    /** CPU time of the process itself in ms; the kernel counts in steps of 10. */
    public long cpuMillis() {
        return sum(11, 13);
    }

    /** With all its children that have ended and were waited for. */
    public long cpuMillisWithChildren() {
        return sum(11, 15);
    }

    public double residentMib() {
        return lines("status").stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** After the name in brackets, which may hold spaces: state, ppid, ..., utime, stime, cutime, cstime. */
    private long sum(int from, int to) {
        String line = lines("stat").getFirst();
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = from; i < to; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks * 1000 / TICKS_A_SECOND;
    }

    private List<String> lines(String file) {
        Path path = Path.of("/proc", Long.toString(pid), file);
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + "; these figures need Linux", e);
        }
    }
}
