package dev.gantry.provisioner.model.facts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files, units, tools and room on the host.
 *
 * @param files by path
 * @param units by name
 * @param tools name to path for those that are there, {@code mdevctl} to {@code /usr/bin/mdevctl}
 * @param optFreeMib room in {@code /opt}, MiB; -1 where the host does not tell
 * @param noexec folders among /tmp and /opt where nothing can be run from
 * @param drivers whole driver files that were sent here
 * @param hasDriverFolder there is a {@code /opt/gantry}, whatever is in it
 */
public record FoundFiles(
        SortedMap<String, FoundFile> files,
        SortedMap<String, FoundUnit> units,
        Map<String, String> tools,
        @ChangesByItself long optFreeMib,
        Set<String> noexec,
        List<String> drivers,
        boolean hasDriverFolder) {
    public FoundFiles {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
        tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
        noexec = Collections.unmodifiableSortedSet(new TreeSet<>(noexec));
        drivers = List.copyOf(drivers);
    }

    public Optional<FoundFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** It is there and begins with our mark. */
    public boolean isOurs(String path) {
        return file(path).filter(FoundFile::ours).isPresent();
    }

    public Optional<FoundUnit> unit(String name) {
        return Optional.ofNullable(units.get(name));
    }

    public boolean hasTool(String name) {
        return tools.containsKey(name);
    }

    /** All files below a folder, by path. */
    public List<FoundFile> below(String folder) {
        return files.values().stream().filter(f -> f.path().startsWith(folder)).toList();
    }
}
