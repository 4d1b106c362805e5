package dev.gantry.gpu.mig;

import dev.gantry.gpu.MalformedValueException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An extra that a MIG profile carries ({@code +me}) or goes without ({@code -me}). */
public enum MigAttribute {
    /** Graphics. */
    GFX("gfx"),
    /** The card's media engines: NVDEC, JPEG, optical flow. */
    ME("me"),
    /** All media engines of the card. */
    ME_ALL("me.all");

    private final String text;

    MigAttribute(String text) {
        this.text = text;
    }

    static MigAttribute parse(String text) {
        return Arrays.stream(values())
                .filter(a -> a.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new MalformedValueException(
                        "MIG attribute",
                        text,
                        Arrays.stream(values()).map(a -> a.text).collect(Collectors.joining(", ", "one of ", ""))));
    }

    @Override
    public String toString() {
        return text;
    }
}
