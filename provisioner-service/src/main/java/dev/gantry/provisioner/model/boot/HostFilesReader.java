package dev.gantry.provisioner.model.boot;

import dev.gantry.provisioner.model.facts.FoundFile;
import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.FoundUnit;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.inspect.OutputValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the part of an answer about files, units, tools and room. */
public final class HostFilesReader {
    private HostFilesReader() {}

    public static FoundFiles read(InspectionOutput answer) {
        Map<String, String> tools = new HashMap<>();
        answer.under("tool").forEach((name, path) -> tools.put(name, path.getFirst()));
        return new FoundFiles(
                files(answer),
                units(answer),
                tools,
                OutputValues.number(answer.one("free /opt")).orElse(-1),
                new TreeSet<>(answer.all("noexec")),
                answer.all("driver-file"),
                answer.has("driver-folder"));
    }

    /** {@code sum}, {@code mode}, {@code owner} and {@code file-line}, each with the path. */
    private static SortedMap<String, FoundFile> files(InspectionOutput answer) {
        SortedMap<String, FoundFile> found = new TreeMap<>();
        answer.under("sum")
                .forEach((path, sum) -> found.put(
                        path,
                        new FoundFile(
                                path,
                                sum.getFirst(),
                                answer.one("mode " + path),
                                answer.one("owner " + path).equals("ours"),
                                answer.all("file-line " + path))));
        return found;
    }

    /** {@code unit <name>} with {@code <LoadState> <ActiveState> <UnitFileState>}; the last may be absent. */
    private static SortedMap<String, FoundUnit> units(InspectionOutput answer) {
        SortedMap<String, FoundUnit> found = new TreeMap<>();
        answer.under("unit").forEach((name, value) -> {
            List<String> words = OutputValues.words(value.getFirst());
            if (words.size() >= 2) {
                String enabled = words.size() > 2 ? words.get(2) : "";
                found.put(name, new FoundUnit(name, words.get(0), words.get(1), enabled));
            }
        });
        return found;
    }
}
