package dev.gantry.novaconfig.model.settings;

import dev.gantry.gpu.MalformedValueException;
import java.util.Arrays;
import java.util.Locale;

/** Where a revision has to be before it counts as published. */
public enum PublicationTarget {
    /** Served by REST: at once. */
    SERVED,
    /** Committed and pushed to the kayobe configuration repository. */
    GIT,
    /** Committed where a repository is set, and the reconfigure command ended well on the Ansible control host. */
    CONTROL_HOST;

    public static PublicationTarget parse(String text) {
        return Arrays.stream(values())
                .filter(t -> t.word().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new MalformedValueException("target", text, "served, git or control-host"));
    }

    /** {@code control-host}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
