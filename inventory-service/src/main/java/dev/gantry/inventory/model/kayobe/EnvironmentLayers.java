package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.ansible.ReadingNotes;
import dev.gantry.inventory.model.text.NearestName;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.text.YamlResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a kayobe configuration count: its base, then the environments that the chosen one depends on, then that one.
 * Source: kayobe documentation, "Multiple Environments".
 *
 * @param files text by path from the folder that holds {@code inventory/}
 * @param prefixes what stands before {@code inventory/} in each part, the weakest first: empty, {@code environments/common/}
 */
record EnvironmentLayers(SortedMap<String, String> files, List<String> prefixes) {

    private static final String INVENTORY = "inventory/";
    private static final String ENVIRONMENTS = "environments/";
    private static final String SETTINGS = "/.kayobe-environment";
    // etc/kayobe/environments/production/
    private static final Pattern ENVIRONMENT = Pattern.compile("(|.*/)environments/([^/]+)/");
    // Parts of a repository that have inventories of another kind
    private static final Pattern FOREIGN = Pattern.compile("(|.*/)(kolla|roles/.*|collections/.*|\\..*)/");

    EnvironmentLayers {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        prefixes = List.copyOf(prefixes);
    }

    /** The name of the environment; empty for the base. */
    String environment() {
        return prefixes.getLast().replaceFirst("^" + ENVIRONMENTS, "").replaceFirst("/$", "");
    }

    /** Empty, with a violation, when there is no inventory or nobody can tell which environment is meant. */
    static Optional<EnvironmentLayers> of(
            SortedMap<String, String> all, @Nullable String environment, YamlReader yaml, ReadingNotes notes) {
        Optional<String> root = root(all);
        if (root.isEmpty()) {
            notes.violation(Violation.of(
                    "inventory",
                    all.size() + " files without it",
                    "a folder named inventory",
                    "Send the folder that holds inventory/, e.g. etc/kayobe."));
            return Optional.empty();
        }
        SortedMap<String, String> inside = new TreeMap<>();
        all.forEach((path, text) -> {
            if (path.startsWith(root.get())) {
                inside.put(path.substring(root.get().length()), text);
            }
        });
        return new Choice(inside, yaml, notes).layers(environment);
    }

    /** {@code etc/kayobe/} before others, then the shallowest. */
    private static Optional<String> root(SortedMap<String, String> files) {
        return files.keySet().stream()
                .flatMap(p -> beforeInventory(p).stream())
                .filter(p -> !FOREIGN.matcher(p).matches())
                .map(p -> {
                    Matcher m = ENVIRONMENT.matcher(p);
                    return m.matches() ? m.group(1) : p;
                })
                .distinct()
                .min(Comparator.<String, Boolean>comparing(p -> !p.endsWith("etc/kayobe/"))
                        .thenComparing(String::length)
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Optional<String> beforeInventory(String path) {
        if (path.startsWith(INVENTORY)) {
            return Optional.of("");
        }
        int at = path.indexOf("/" + INVENTORY);
        return at < 0 ? Optional.empty() : Optional.of(path.substring(0, at + 1));
    }

    /** Finds the environments of one folder and picks. */
    private record Choice(SortedMap<String, String> files, YamlReader yaml, ReadingNotes notes) {

        Optional<EnvironmentLayers> layers(@Nullable String environment) {
            SortedSet<String> known = environments();
            boolean hasBase = files.keySet().stream().anyMatch(p -> p.startsWith(INVENTORY));
            if (environment != null) {
                return named(environment, known);
            }
            if (hasBase) {
                if (!known.isEmpty()) {
                    notes.warn(choose("only the base was read", known));
                }
                return Optional.of(new EnvironmentLayers(readable(), List.of("")));
            }
            if (known.size() == 1) {
                return named(known.first(), known);
            }
            notes.violation(choose("no inventory beside them", known));
            return Optional.empty();
        }

        private static Violation choose(String found, SortedSet<String> known) {
            return Violation.of(
                    "environments",
                    "%s; %s".formatted(String.join(", ", known), found),
                    "the one to import",
                    "Name it, e.g. ?environment=%s.".formatted(known.first()));
        }

        private SortedSet<String> environments() {
            SortedSet<String> names = new TreeSet<>();
            files.keySet().stream()
                    .filter(p -> p.startsWith(ENVIRONMENTS) && p.indexOf('/', ENVIRONMENTS.length()) > 0)
                    .map(p -> p.substring(ENVIRONMENTS.length(), p.indexOf('/', ENVIRONMENTS.length())))
                    .filter(n -> !n.startsWith("."))
                    .forEach(names::add);
            return names;
        }

        private Optional<EnvironmentLayers> named(String environment, SortedSet<String> known) {
            Set<String> chain = new LinkedHashSet<>();
            if (!follow(environment, known, chain, new ArrayList<>())) {
                return Optional.empty();
            }
            List<String> prefixes = new ArrayList<>(List.of(""));
            chain.forEach(name -> prefixes.add(ENVIRONMENTS + name + "/"));
            return Optional.of(new EnvironmentLayers(readable(), prefixes));
        }

        /** What an environment depends on comes before it; false, with a violation, when one of them is not there. */
        private boolean follow(String name, SortedSet<String> known, Set<String> chain, List<String> way) {
            if (!known.contains(name)) {
                String next = NearestName.of(name, known)
                        .map("Did you mean %s?"::formatted)
                        .orElse(known.isEmpty() ? "Leave it out." : "Name one of " + String.join(", ", known) + ".");
                notes.violation(Violation.of("environment", name, "a folder in environments/", next)
                        .in(way.isEmpty() ? null : ENVIRONMENTS + way.getLast() + SETTINGS, null));
                return false;
            }
            if (chain.contains(name) || way.contains(name)) {
                return true;
            }
            way.add(name);
            boolean isWhole = dependencies(name).stream().allMatch(d -> follow(d, known, chain, way));
            way.removeLast();
            chain.add(name);
            return isWhole;
        }

        private List<String> dependencies(String environment) {
            String file = ENVIRONMENTS + environment + SETTINGS;
            String text = files.get(file);
            if (text == null) {
                return List.of();
            }
            if (yaml.read(file, text) instanceof YamlResult.Read read
                    && read.values().get("dependencies") instanceof List<?> names) {
                return names.stream().map(String::valueOf).toList();
            }
            return List.of();
        }

        /** Without what Ansible passes over: hidden files, leftovers of editors, documentation. */
        private SortedMap<String, String> readable() {
            SortedMap<String, String> kept = new TreeMap<>(files);
            kept.keySet().removeIf(path -> {
                String name = path.substring(path.lastIndexOf('/') + 1);
                return ("/" + path).contains("/.")
                        || name.matches(".*(~|\\.(orig|bak|retry|cfg|pyc|pyo|swp|rpm|md|txt|rst))");
            });
            return kept;
        }
    }
}
