package dev.gantry.provisioner.model.facts;

import java.util.Set;

/** A systemd unit: {@code active} as {@code ActiveState}, {@code enabled} as {@code UnitFileState}, {@code load} as {@code LoadState}. */
public record FoundUnit(String name, String load, String active, String enabled) {
    private static final Set<String> ENABLED_OR_NOT =
            Set.of("enabled", "enabled-runtime", "linked", "linked-runtime", "disabled");

    public boolean isActive() {
        return active.equals("active");
    }

    /** At every boot; {@code enabled-runtime} ends with this one. */
    public boolean isEnabled() {
        return enabled.equals("enabled");
    }

    /** systemctl enable would make it start at boot; a static, generated, masked or indirect one, or an alias, has nothing to enable. */
    public boolean canBeEnabled() {
        return enabled.isEmpty() || ENABLED_OR_NOT.contains(enabled);
    }
}
