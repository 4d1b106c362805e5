package dev.gantry.provisioner.model.facts;

/** A systemd unit: {@code active} as {@code ActiveState}, {@code enabled} as {@code UnitFileState}, {@code load} as {@code LoadState}. */
public record FoundUnit(String name, String load, String active, String enabled) {
    public boolean isActive() {
        return active.equals("active");
    }

    public boolean isEnabled() {
        return enabled.startsWith("enabled");
    }
}
