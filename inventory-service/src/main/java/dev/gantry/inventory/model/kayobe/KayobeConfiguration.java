package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.Variables;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A kayobe configuration as read: groups, hosts, the variables of its top-level files, and what is wrong with it. */
public record KayobeConfiguration(
        SortedMap<String, Group> groups,
        SortedMap<String, FolderHost> hosts,
        Variables site,
        List<Violation> violations,
        List<Violation> warnings,
        Map<String, Map<String, Integer>> lines) {

    private static final Pattern LAST_STEP = Pattern.compile("(\\.[^.\\[]*|\\[\\d+])$");

    /** A host of the folder: the groups that name it, and its variables. */
    public record FolderHost(String name, List<String> groups, Variables variables) {}

    /** The line of a field in a file, or of the nearest thing around it. */
    public @Nullable Integer line(@Nullable String file, String field) {
        Map<String, Integer> known = file == null ? Map.of() : lines.getOrDefault(file, Map.of());
        String path = field;
        while (!path.isEmpty()) {
            Integer line = known.get(path);
            if (line != null) {
                return line;
            }
            String shorter = LAST_STEP.matcher(path).replaceFirst("");
            path = shorter.equals(path) ? "" : shorter;
        }
        return null;
    }
}
