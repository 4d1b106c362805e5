package dev.gantry.novaconfig.model.drain;

import java.util.Locale;

/** How a server leaves a host, or that it does not. */
public enum DrainWay {
    LIVE_MIGRATE,
    COLD_MIGRATE,
    SHELVE,
    WAIT;

    /** As people write it: {@code live-migrate}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
