package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.VgpuType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a card has left beside its contents. Slices are 0 on a card that is not cut by MIG.
 *
 * @param further how many more of each type would fit, each type alone, large ones first
 */
public record CardRemainder(int computeSlices, int memorySlices, int framebufferMib, Map<VgpuType, Integer> further) {

    public CardRemainder {
        further = Collections.unmodifiableMap(new LinkedHashMap<>(further));
    }

    /** Of a card of this shape with these contents. */
    public static CardRemainder of(CardShape shape, CardContents contents) {
        return new CardCapacity(shape).remainder(contents);
    }

    /** Something is left, and nothing that exists can use it. */
    public boolean isStranded() {
        return further.isEmpty() && (memorySlices > 0 || framebufferMib > 0);
    }
}
