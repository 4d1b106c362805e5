package dev.gantry.gpu.rule;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.ResourceClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** E11: the names that nova and Placement will know. */
public final class NameRules {

    private NameRules() {}

    public static Optional<RuleViolation> resourceClass(String name, String path) {
        try {
            new ResourceClass(name);
            return Optional.empty();
        } catch (MalformedValueException e) {
            return Optional.of(violation(path, "'" + name + "'", e.expected(), "Correct the resource class"));
        }
    }

    /** With PCI devices in Placement nova refuses to start on an alias that is defined twice. */
    public static List<RuleViolation> aliases(List<String> names) {
        List<RuleViolation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                violations.add(violation(
                        "alias[" + i + "].name",
                        "'" + names.get(i) + "' a second time",
                        "each alias name once",
                        "Rename one of them"));
            }
        }
        return violations;
    }

    private static RuleViolation violation(String path, String found, String expected, String fix) {
        return new RuleViolation(Rule.NAMES, "", path, found, expected, fix);
    }
}
