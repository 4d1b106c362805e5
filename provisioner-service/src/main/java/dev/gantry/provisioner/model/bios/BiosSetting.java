package dev.gantry.provisioner.model.bios;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One switch of a BIOS: as it is, and as it will be after the next restart where that was set already. */
public record BiosSetting(
        BiosPurpose purpose,
        String attribute,
        String value,
        @Nullable String pending) {

    /** Whether it is as guests with GPUs need it. */
    public enum State {
        ON,
        OFF,
        /** Set, and in effect after the next restart. */
        RESTART_NEEDED,
        /** A value that is neither on nor off. */
        NOT_KNOWN
    }

    public State state() {
        if (isOn(value)) {
            return State.ON;
        }
        if (pending != null && isOn(pending)) {
            return State.RESTART_NEEDED;
        }
        return on().isPresent() ? State.OFF : State.NOT_KNOWN;
    }

    /** What switches it on, in the words that its value is in; empty when nobody can tell. */
    public Optional<String> on() {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "disabled" -> Optional.of("Enabled");
            case "disable" -> Optional.of("Enable");
            case "off" -> Optional.of("On");
            case "no" -> Optional.of("Yes");
            default -> Optional.empty();
        };
    }

    private static boolean isOn(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "enabled", "enable", "on", "yes", "auto" -> true;
            default -> false;
        };
    }
}
