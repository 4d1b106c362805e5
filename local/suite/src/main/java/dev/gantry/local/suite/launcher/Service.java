package dev.gantry.local.suite.launcher;

import java.util.Locale;

/** The four services and where each is built, found and stored. */
public enum Service {
    INVENTORY(1),
    PROVISIONER(2),
    NOVA_CONFIG(3),
    IMAGE_BUILDER(4);

    private final int portOffset;

    Service(int portOffset) {
        this.portOffset = portOffset;
    }

    /** Its name to an operator, e.g. {@code nova-config}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Path below the checkout, e.g. {@code nova-config-service/target/quarkus-app/quarkus-run.jar}. */
    public String jar() {
        return title() + "-service/target/quarkus-app/quarkus-run.jar";
    }

    /** Name of its database, e.g. {@code nova_config}. */
    String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The variable that tells the others its URL, e.g. {@code GANTRY_NOVA_CONFIG_URL}. */
    String urlVariable() {
        return "GANTRY_" + name() + "_URL";
    }

    int portOffset() {
        return portOffset;
    }
}
