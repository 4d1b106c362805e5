package dev.gantry.inventory.model.host;

import dev.gantry.inventory.model.text.NearestName;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.kit.address.HostAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the parts of a host's name and spec must look like. */
public final class HostSpecRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?");
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}\\$?");
    // SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
    private static final Pattern HOST_KEY = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
    // stack@bastion.example.org:22|SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
    // stack@[2001:db8::1]:22|SHA256:...
    private static final Pattern JUMP = Pattern.compile(
            "[a-z_][a-z0-9_-]*@(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):\\d{1,5}\\|SHA256:[A-Za-z0-9+/]{43}");

    // rack   example.org/tier
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("[^\\p{Cntrl}]{0,253}");
    private static final int LONGEST_METADATA = 16 * 1024;

    private final List<Violation> violations = new ArrayList<>();

    private HostSpecRules() {}

    public static boolean isHostName(String name) {
        return NAME.matcher(name).matches();
    }

    public static boolean isGroupName(String name) {
        return GROUP.matcher(name).matches();
    }

    /** Every part that is not right; unknown groups with the nearest name. */
    public static List<Violation> check(HostSpec spec, GroupTree tree) {
        HostSpecRules rules = new HostSpecRules();
        HostSpec.Reach reach = spec.reach();
        HostAddress.problem(reach.address())
                .ifPresent(expected ->
                        rules.add("address", reach.address().isEmpty() ? "nothing" : reach.address(), expected));
        rules.need(USER, "user", reach.user(), "a login name in lower case");
        rules.need(HOST_KEY, "hostKey", reach.hostKey(), "SHA256: and 43 characters, as ssh-keygen -lf prints");
        rules.need(JUMP, "jump", reach.jump(), "user@host:port|SHA256:... with an IPv6 address in brackets");
        rules.jumpAddress(reach.jump());
        if (reach.port() < 1 || reach.port() > 65535) {
            rules.add("port", Integer.toString(reach.port()), "1 to 65535");
        }
        spec.labels().forEach(rules::label);
        if (spec.metadata().toString().length() > LONGEST_METADATA) {
            rules.add("metadata", spec.metadata().toString().length() + " characters", "at most " + LONGEST_METADATA);
        }
        for (String group : spec.groups()) {
            if (group == null) {
                rules.add("groups", "nothing", "names of groups");
            } else if (!tree.knows(group)) {
                rules.violations.add(unknownGroup("groups", group, tree));
            }
        }
        return List.copyOf(rules.violations);
    }

    /** Names the group that may have been meant. */
    public static Violation unknownGroup(String field, String group, GroupTree tree) {
        String next = NearestName.of(group, tree.names())
                .map(n -> "Did you mean %s? Otherwise define the group.".formatted(n))
                .orElse("Define the group first.");
        return Violation.of(field, group, "a group that exists", next);
    }

    private void jumpAddress(@Nullable String jump) {
        Matcher form = JUMP.matcher(jump == null ? "" : jump);
        if (jump != null && form.matches()) {
            HostAddress.problem(HostAddress.unbracketed(form.group(1)))
                    .ifPresent(expected -> add("jump", jump, "between @ and the port " + expected));
        }
    }

    private void label(String name, String value) {
        if (!LABEL.matcher(name).matches()) {
            add(
                    "labels",
                    name,
                    "names of letters, digits, dots, dashes, underscores and slashes, at most 63 characters");
        }
        if (value == null || !LABEL_VALUE.matcher(value).matches()) {
            add("labels." + name, String.valueOf(value), "at most 253 characters without control characters");
        }
    }

    private void need(Pattern form, String field, @Nullable String value, String expected) {
        if (value != null && !form.matcher(value).matches()) {
            add(field, value.isEmpty() ? "nothing" : value, expected);
        }
    }

    private void add(String field, String found, String expected) {
        violations.add(Violation.of(field, found, expected, "Correct the field and send it again."));
    }
}
