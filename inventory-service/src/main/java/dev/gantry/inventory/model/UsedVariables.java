package dev.gantry.inventory.model;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Picks from the top-level files what Gantry reads, and what that refers to; passwords and the like are not taken. */
final class UsedVariables {

    // http://{{ pulp_url }}/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)");

    private final Set<String> wanted = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private UsedVariables() {}

    static Variables of(Variables site, Collection<Group> groups, Collection<FolderReading.FolderHost> hosts) {
        UsedVariables used = new UsedVariables();
        site.values().keySet().stream()
                .filter(n -> WishReader.isRead(n) || ConnectionReader.isRead(n))
                .forEach(used::want);
        groups.forEach(g -> g.variables().values().values().forEach(used::follow));
        hosts.forEach(h -> h.variables().values().values().forEach(used::follow));
        while (!used.open.isEmpty()) {
            used.follow(site.values().get(used.open.pop()));
        }
        SortedMap<String, Object> values = new TreeMap<>(site.values());
        values.keySet().retainAll(used.wanted);
        return new Variables(values, site.files());
    }

    private void want(String name) {
        if (wanted.add(name)) {
            open.push(name);
        }
    }

    private void follow(@Nullable Object value) {
        switch (value) {
            case String text -> {
                Matcher m = REFERENCE.matcher(text);
                while (m.find()) {
                    want(m.group(1));
                }
            }
            case List<?> list -> list.forEach(this::follow);
            case Map<?, ?> map -> map.values().forEach(this::follow);
            case null, default -> {}
        }
    }
}
