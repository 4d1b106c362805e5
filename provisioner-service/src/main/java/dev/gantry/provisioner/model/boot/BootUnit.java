package dev.gantry.provisioner.model.boot;

import dev.gantry.provisioner.model.facts.FoundFile;
import dev.gantry.provisioner.model.facts.FoundFiles;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A unit; {@code essence} are words of which a foreign unit that does the same has every one in a command. */
record BootUnit(String name, String text, List<String> essence) {

    // -/usr/sbin/mdevctl start --uuid %i     /bin/bash -c "mdevctl start --uuid %i || true"
    private static final Pattern MDEVCTL = Pattern.compile("(?<![\\w./-])((?:/[\\w.-]+)*/)?mdevctl(?![\\w./-])");

    public BootUnit {
        essence = List.copyOf(essence);
    }

    /** Somebody else's unit does it: its commands name the same things, and programs that are there. */
    public boolean isDoneBy(FoundFile file, FoundFiles files) {
        List<String> commands = file.lines().stream()
                .filter(l -> l.startsWith("ExecStart"))
                .map(l -> l.replaceFirst("^\\w+=[-@:+!]*", ""))
                .toList();
        String all = String.join("\n", commands);
        String instance = name.replaceFirst("^[^@]*@?", "").replaceFirst("\\.service$", "");
        boolean names = essence.stream()
                .allMatch(
                        w -> all.replace("%i", instance).replace("%I", instance).contains(w));
        // ExecStart=-/usr/sbin/mdevctl start --uuid %i: on Debian that path is not there, and the minus hides it.
        boolean there =
                commands.stream().flatMap(c -> MDEVCTL.matcher(c).results()).allMatch(m -> isThere(m.group(1), files));
        return names && there;
    }

    /** Without a folder systemd or a shell finds it; /sbin is /usr/sbin on every system of today. */
    private static boolean isThere(@Nullable String folder, FoundFiles files) {
        String found = files.tools().getOrDefault("mdevctl", "");
        return folder == null ? !found.isEmpty() : belowUsr(folder + "mdevctl").equals(belowUsr(found));
    }

    private static String belowUsr(String path) {
        return path.startsWith("/usr/") ? path : "/usr" + path;
    }
}
