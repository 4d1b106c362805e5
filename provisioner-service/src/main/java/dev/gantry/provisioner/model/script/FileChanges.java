package dev.gantry.provisioner.model.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files to put and to take away, and what has to read them afterwards: the parameters of one script. */
public final class FileChanges {
    private final List<ManagedFile> puts = new ArrayList<>();
    private final Set<String> away = new LinkedHashSet<>();
    private final Set<String> enable = new LinkedHashSet<>();
    private final Set<String> disable = new LinkedHashSet<>();
    private String blockPath = "";
    private String blockText = "";

    public void put(ManagedFile file) {
        puts.add(file);
    }

    public void takeAway(String path) {
        away.add(path);
    }

    public void enable(String unit) {
        enable.add(unit);
    }

    public void disable(String unit) {
        disable.add(unit);
    }

    /** A part of ours inside a file that is not: replaced as a whole, or taken out when {@code text} is empty. */
    public void block(String path, String text) {
        blockPath = path;
        blockText = text;
    }

    public boolean touchesAny(List<String> paths) {
        return paths.contains(blockPath) || puts.stream().anyMatch(f -> paths.contains(f.path()));
    }

    public boolean disables(String unit) {
        return disable.contains(unit);
    }

    public boolean isEmpty() {
        return puts.isEmpty() && away.isEmpty() && enable.isEmpty() && disable.isEmpty() && blockPath.isEmpty();
    }

    public String summary() {
        List<String> parts = new ArrayList<>();
        puts.forEach(f -> parts.add("write " + f.path()));
        if (!blockPath.isEmpty()) {
            parts.add((blockText.isEmpty() ? "take our lines out of " : "write our lines into ") + blockPath);
        }
        disable.forEach(u -> parts.add("disable " + u));
        away.forEach(p -> parts.add("remove " + p));
        enable.forEach(u -> parts.add("enable " + u));
        return String.join(", ", parts);
    }

    public String script() {
        return script(Map.of("guarded", "", "reason", ""));
    }

    /** @param guards what must not be in use, as a plan gives them */
    public String script(Map<String, String> guards) {
        Map<String, String> all = new LinkedHashMap<>(guards);
        all.putAll(parameters());
        return Scripts.change(Scripts.class, "files", all);
    }

    /** What the script about files reads, without its guards. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("files", Integer.toString(puts.size()));
        for (int i = 0; i < puts.size(); i++) {
            parameters.put("path_" + (i + 1), puts.get(i).path());
            parameters.put("mode_" + (i + 1), puts.get(i).mode());
            parameters.put("text_" + (i + 1), puts.get(i).text());
        }
        parameters.put("away", String.join(" ", away));
        parameters.put("disable", String.join(" ", disable));
        parameters.put("enable", String.join(" ", enable));
        parameters.put("systemd", touches("/etc/systemd/") || !enable.isEmpty() || !disable.isEmpty() ? "yes" : "no");
        parameters.put("udev", touches("/etc/udev/") ? "yes" : "no");
        parameters.put("block_path", blockPath);
        parameters.put("block_text", blockText);
        return parameters;
    }

    private boolean touches(String folder) {
        return away.stream().anyMatch(p -> p.startsWith(folder))
                || puts.stream().anyMatch(f -> f.path().startsWith(folder));
    }
}
