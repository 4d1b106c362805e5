package dev.gantry.inventory.flow.capacity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fleet has.
 *
 * @param figures a line for each type, and each group, host, model or zone where asked for
 * @param stranded cards with room that no type can use
 * @param notKnown hosts of which Placement told nothing; their devices are in no {@code offered}, {@code allocated} or {@code free}
 * @param oldest when the oldest of Placement's figures was taken; null when there is none
 */
public record Capacity(
        List<Figures> figures,
        List<Stranded> stranded,
        List<NotKnown> notKnown,
        @Nullable Instant oldest) {

    public Capacity {
        figures = List.copyOf(figures);
        stranded = List.copyOf(stranded);
        notKnown = List.copyOf(notKnown);
    }

    /**
     * One line.
     *
     * @param by the host, group, model or zone; null when added up over all
     * @param offered by Placement, null when it told nothing of any of the hosts
     * @param largestFree the most that is free on one host
     * @param notKnown devices that were made on hosts of which Placement told nothing
     */
    public record Figures(
            String type,
            @Nullable String by,
            List<String> resourceClasses,
            int desired,
            int made,
            @Nullable Integer offered,
            @Nullable Integer allocated,
            @Nullable Integer free,
            @Nullable Integer largestFree,
            int notKnown,
            List<String> hosts) {}

    /** Slices and memory of a card that are left beside its layout, where nothing that exists fits. */
    public record Stranded(String host, String card, int computeSlices, int memorySlices, int framebufferMib) {}

    /** A host of which nothing is known, and why. */
    public record NotKnown(String host, String reason) {}
}
