package dev.gantry.local.suite.chaos;

import dev.gantry.local.suite.chaos.invariant.InvariantBreach;
import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a person needs to understand a breach: what was found, the faults before it, and the ends of all logs. */
final class FailureReport {
    private static final int LOG_LINES = 200;

    private FailureReport() {}

    /** Returns the file; the folder with data and whole logs stays beside it. */
    static Path write(SuiteFolder home, String run, List<InvariantBreach> broken, List<String> faults) {
        List<String> lines = new ArrayList<>(List.of(run, "", "Broken:"));
        broken.forEach(each -> lines.add("  " + each));
        lines.addAll(List.of("", "Faults:"));
        faults.forEach(each -> lines.add("  " + each));
        try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
            for (Path log : logs.sorted().toList()) {
                List<String> all = Files.readAllLines(log);
                lines.addAll(List.of("", "The end of " + log + ":"));
                lines.addAll(all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
            }
            return Files.write(home.resolve("evidence.txt"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the evidence", e);
        }
    }
}
