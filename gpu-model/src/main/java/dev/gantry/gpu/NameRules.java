package dev.gantry.gpu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** E11: the names that nova and Placement will know. */
public final class NameRules {

    private NameRules() {}

    public static Optional<Finding> resourceClass(String name, String path) {
        try {
            new ResourceClass(name);
            return Optional.empty();
        } catch (MalformedValue e) {
            return Optional.of(finding(path, "'" + name + "'", e.wanted(), "Correct the resource class"));
        }
    }

    /** With PCI devices in Placement nova refuses to start on an alias that is defined twice. */
    public static List<Finding> aliases(List<String> names) {
        List<Finding> findings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                findings.add(finding(
                        "alias[" + i + "].name",
                        "'" + names.get(i) + "' a second time",
                        "each alias name once",
                        "Rename one of them"));
            }
        }
        return findings;
    }

    private static Finding finding(String path, String found, String possible, String nextStep) {
        return new Finding(Rule.NAMES, "", path, found, possible, nextStep);
    }
}
