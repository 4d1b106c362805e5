package dev.gantry.gpu.mig;

import java.util.List;

/**
 * Where a profile may lie on a family's cards.
 *
 * @param memorySlices length on the memory axis
 * @param starts the memory slices it may begin at, ascending
 * @param most how many of it one card holds
 */
public record MigSlot(MigProfile profile, int memorySlices, List<Integer> starts, int most) {

    public MigSlot {
        starts = List.copyOf(starts);
    }

    /** The same place with the media engines, of which a card has one set. */
    MigSlot withMedia() {
        return new MigSlot(profile.plus(MigAttribute.ME), memorySlices, starts, 1);
    }

    public int computeSlices() {
        return profile.gpuSlices();
    }

    boolean takesMedia() {
        return !profile.with().isEmpty();
    }

    /** The memory slices taken, as bits. */
    int mask(int start) {
        return (1 << memorySlices) - 1 << start;
    }
}
