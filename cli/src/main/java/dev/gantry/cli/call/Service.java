package dev.gantry.cli.call;

import java.util.Locale;

/** The four services. Inventory serves the console and passes calls on to the other three below a prefix of the same origin. */
public enum Service {
    INVENTORY,
    PROVISIONER,
    NOVA_CONFIG,
    IMAGE_BUILDER;

    /** As an operator writes it, e.g. {@code nova-config}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Below the one origin: nothing for inventory, e.g. {@code /nova-config} for the others. */
    public String prefix() {
        return this == INVENTORY ? "" : "/" + title();
    }
}
