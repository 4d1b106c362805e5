package dev.gantry.novaconfig.model.flavor;

import dev.gantry.novaconfig.model.flavor.Flavor.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands between the flavors in Nova and those wanted. Flavors that nobody here defines are left alone. */
public record FlavorPlan(List<Step> steps) {

    /**
     * A flavor in Nova.
     *
     * @param scratch the disks it has that none of ours does, e.g. {@code swap 4096 MiB, ephemeral 10 GB}, or empty
     */
    public record Existing(String id, Flavor flavor, String scratch) {}

    /** One call, or what no call can do. */
    public sealed interface Step {
        String flavorName();

        String summary();
    }

    /** With its extra specs and projects. */
    public record Create(Flavor flavor) implements Step {
        @Override
        public String flavorName() {
            return flavor.name();
        }

        @Override
        public String summary() {
            return "create " + flavor.name() + " with " + flavor.extraSpecs();
        }
    }

    /** New and changed ones. */
    public record SetSpecs(String flavorName, String id, Map<String, String> specs) implements Step {
        @Override
        public String summary() {
            return "set on " + flavorName + " " + specs;
        }
    }

    /** Those that are not wanted any more. */
    public record UnsetSpecs(String flavorName, String id, List<String> keys) implements Step {
        @Override
        public String summary() {
            return "unset on " + flavorName + " " + keys;
        }
    }

    /** A project may use it. */
    public record Grant(String flavorName, String id, String project) implements Step {
        @Override
        public String summary() {
            return "let project " + project + " use " + flavorName;
        }
    }

    /** A project may no longer use it. */
    public record Revoke(String flavorName, String id, String project) implements Step {
        @Override
        public String summary() {
            return "no longer let project " + project + " use " + flavorName;
        }
    }

    /** Nova cannot change this on a flavor that exists. */
    public record NeedsNewName(String flavorName, String difference) implements Step {
        @Override
        public String summary() {
            return flavorName + " differs in what Nova cannot change (" + difference
                    + "); define it under a new name, or delete the old one when no server uses it";
        }
    }

    public FlavorPlan {
        steps = List.copyOf(steps);
    }

    /**
     * @param projects names of the projects that may use a private flavor, by flavor id; a flavor that has no entry is left with those it
     *     has, because nobody here says who they are
     */
    public static FlavorPlan of(
            Collection<Flavor> wanted, Collection<Existing> existing, Map<String, List<String>> projects) {
        List<Step> steps = new ArrayList<>();
        wanted.stream().sorted(Comparator.comparing(Flavor::name)).forEach(w -> {
            Optional<Existing> known = existing.stream()
                    .filter(e -> e.flavor().name().equals(w.name()))
                    .findFirst();
            if (known.isEmpty()) {
                steps.add(new Create(w));
            } else {
                change(
                        w,
                        known.get(),
                        Optional.ofNullable(projects.get(known.get().id())),
                        steps);
            }
        });
        return new FlavorPlan(steps);
    }

    private static void change(Flavor wanted, Existing existing, Optional<List<String>> granted, List<Step> steps) {
        Flavor is = existing.flavor();
        if (!is.size().equals(wanted.size())
                || is.access() != wanted.access()
                || !existing.scratch().isEmpty()) {
            String more = existing.scratch().isEmpty() ? "" : " with " + existing.scratch();
            steps.add(new NeedsNewName(
                    wanted.name(), inWords(is) + more + " is there, " + inWords(wanted) + " is wanted"));
            return;
        }
        Map<String, String> set = new LinkedHashMap<>(wanted.extraSpecs());
        set.entrySet().removeIf(e -> e.getValue().equals(is.extraSpecs().get(e.getKey())));
        if (!set.isEmpty()) {
            steps.add(new SetSpecs(wanted.name(), existing.id(), set));
        }
        List<String> unset = is.extraSpecs().keySet().stream()
                .filter(k -> !wanted.extraSpecs().containsKey(k))
                .sorted()
                .toList();
        if (!unset.isEmpty()) {
            steps.add(new UnsetSpecs(wanted.name(), existing.id(), unset));
        }
        if (wanted.access() == Access.PRIVATE) {
            granted.ifPresent(now -> access(wanted, existing.id(), now, steps));
        }
    }

    private static void access(Flavor wanted, String id, List<String> granted, List<Step> steps) {
        wanted.projects().stream()
                .filter(p -> !granted.contains(p))
                .forEach(p -> steps.add(new Grant(wanted.name(), id, p)));
        granted.stream()
                .filter(p -> !wanted.projects().contains(p))
                .forEach(p -> steps.add(new Revoke(wanted.name(), id, p)));
    }

    /** {@code 8 vcpus, 65536 MiB, 30 GB, private}. */
    private static String inWords(Flavor f) {
        return f.size().vcpus() + " vcpus, " + f.size().ramMib() + " MiB, "
                + f.size().diskGb() + " GB, " + f.access().name().toLowerCase(java.util.Locale.ROOT);
    }
}
