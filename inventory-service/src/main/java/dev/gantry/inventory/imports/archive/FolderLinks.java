package dev.gantry.inventory.imports.archive;

import dev.gantry.inventory.model.text.Violation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Links of an archive, followed within it: environments of kayobe often link to the base's files. None leads outside. */
final class FolderLinks {

    /** A link to a link, and one more. */
    private static final int ROUNDS = 3;

    private final SortedMap<String, String> targets = new TreeMap<>();

    /** @param target as in a symbolic link: relative to the folder of the link */
    void symbolic(String path, String target) {
        int slash = path.lastIndexOf('/');
        targets.put(path, slash < 0 || target.startsWith("/") ? target : path.substring(0, slash + 1) + target);
    }

    /** @param target as in a hard link: a path of the archive */
    void hard(String path, String target) {
        targets.put(path, target);
    }

    /** Adds what the links lead to under the links' names, and tells which lead nowhere. */
    List<Violation> follow(SortedMap<String, String> texts, int most) {
        for (int round = 0; round < ROUNDS; round++) {
            SortedMap<String, String> found = new TreeMap<>();
            targets.forEach((path, target) -> inside(target).ifPresent(t -> found.putAll(at(path, t, texts))));
            if (!texts.keySet().containsAll(found.keySet()) && texts.size() + found.size() <= most) {
                found.forEach(texts::putIfAbsent);
            }
        }
        return targets.entrySet().stream()
                .filter(link -> FolderFiles.Collector.isWanted(link.getKey()))
                .filter(link -> at(link.getKey(), link.getKey(), texts).isEmpty())
                .map(FolderLinks::lost)
                .toList();
    }

    private static Map<String, String> at(String path, String target, SortedMap<String, String> texts) {
        SortedMap<String, String> found = new TreeMap<>();
        String text = texts.get(target);
        if (text != null) {
            found.put(path, text);
        }
        texts.subMap(target + "/", target + "0")
                .forEach((inner, content) -> found.put(path + inner.substring(target.length()), content));
        return found;
    }

    /** Without {@code .} and {@code ..}; empty when it leads out of the archive. */
    private static Optional<String> inside(String target) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : target.split("/")) {
            if (step.equals("..")) {
                if (steps.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!step.equals(".") && !step.isEmpty()) {
                steps.addLast(step);
            }
        }
        return target.startsWith("/") || steps.isEmpty() ? Optional.empty() : Optional.of(String.join("/", steps));
    }

    private static Violation lost(Map.Entry<String, String> link) {
        return Violation.of(
                        "link",
                        "a link to " + link.getValue(),
                        "a file of the folder",
                        "It was left out; pack what it leads to as well, or use tar -h.")
                .in(link.getKey(), null);
    }
}
