package dev.gantry.inventory.flow.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What can be set of the inventory service. */
@ConfigMapping(prefix = "gantry.inventory")
public interface InventorySettings {

    /** Where this service is reached by the others. */
    Optional<String> url();

    Inspection inspection();

    Provisioning provisioning();

    Drain drain();

    Deadlines deadlines();

    Events events();

    Webhooks webhooks();

    Imports imports();

    Sources sources();

    /** INSPECTING. */
    interface Inspection {
        /** An inspection without an answer for so long has failed. */
        @WithDefault("10m")
        Duration timeout();
    }

    /** PROVISIONING. */
    interface Provisioning {
        /** A run without a finished step for so long has failed; a host that reboots may need an hour. */
        @WithDefault("3h")
        Duration timeout();
    }

    /** DRAINING. */
    interface Drain {
        /** Guests that have not left for so long keep the host from being changed. */
        @WithDefault("24h")
        Duration timeout();
    }

    /** The check of all deadlines. */
    interface Deadlines {
        /** How often deadlines are checked. */
        @WithDefault("10s")
        Duration every();
    }

    /** The log of all events of the suite. */
    interface Events {
        /** Events older than this are deleted from the log. */
        @WithDefault("30d")
        Duration retention();

        /** A quiet stream sends a comment this often, so that proxies keep it open. */
        @WithDefault("15s")
        Duration heartbeat();

        /** A reader asks for new events at least this often, also when no signal comes. */
        @WithDefault("1s")
        Duration poll();
    }

    /** Imports of kayobe configurations. */
    interface Imports {

        /** An import that writes more hosts than this is a job with progress; a smaller one is done when its call ends. */
        @WithDefault("500")
        int limit();
    }

    /** Git branches that configurations are read from. */
    interface Sources {

        /** Folder with the keys, tokens and known hosts that sources may name; {@code source-secrets} in the data folder when not given. */
        Optional<String> secretsPath();
    }

    /** Delivery to webhooks. */
    interface Webhooks {
        /** A receiver has this long to answer. */
        @WithDefault("10s")
        Duration timeout();

        /** An event is given up after so many tries, and the next one is sent. */
        @WithDefault("12")
        int tries();

        /** Longest wait between two tries. */
        @WithDefault("10m")
        Duration maxWait();

        /** File with the key that secrets are encrypted with; made on first use. Replicas share it. */
        Optional<String> keyPath();

        /** Folder below which a {@code secretRef} may name files; {@code webhook-secrets} in the data folder when not given. */
        Optional<String> secretsPath();

        /** What the names of variables begin with that a {@code secretRef} may name. */
        @WithDefault("GANTRY_WEBHOOK_")
        String secretsPrefix();
    }
}
