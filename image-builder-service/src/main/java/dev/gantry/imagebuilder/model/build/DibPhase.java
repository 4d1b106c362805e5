package dev.gantry.imagebuilder.model.build;

import java.util.Arrays;
import java.util.Optional;

/**
 * The phases of a diskimage-builder run in their order, with the share of the whole time that had passed when each began.
 * Shares: one measured build of Debian 12 with DIB 3.13 (root 11 %, pre-install 5 %, install 39 %, image 12 %, convert 28 %).
 */
public enum DibPhase {
    PREFLIGHT("preflight", 0),
    ROOT("root", 1),
    EXTRA_DATA("extra-data", 12),
    PRE_INSTALL("pre-install", 13),
    INSTALL("install", 18),
    POST_INSTALL("post-install", 55),
    POST_ROOT("post-root", 57),
    BLOCK_DEVICE("block-device", 58),
    PRE_FINALISE("pre-finalise", 68),
    FINALISE("finalise", 69),
    CLEANUP("cleanup", 71),
    CONVERT("convert", 73),
    VERIFY("verify", 95),
    PUBLISH("publish", 97);

    private final String word;
    private final int startsAtPercent;

    DibPhase(String word, int startsAtPercent) {
        this.word = word;
        this.startsAtPercent = startsAtPercent;
    }

    /** {@code install} of {@code install.d}; empty for a folder that is no phase, such as {@code environment.d}. */
    public static Optional<DibPhase> ofFolder(String folder) {
        return Arrays.stream(values()).filter(p -> folder.equals(p.word + ".d")).findFirst();
    }

    /** As diskimage-builder and events write it. */
    public String word() {
        return word;
    }

    public int startsAtPercent() {
        return startsAtPercent;
    }

    /** Where this phase ends: where the next one starts. */
    public int endsAtPercent() {
        return ordinal() + 1 == values().length ? 100 : values()[ordinal() + 1].startsAtPercent;
    }
}
