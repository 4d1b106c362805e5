package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.VgpuType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens to one card of a fleet.
 *
 * @param contents all that it carries afterwards
 * @param adds what of the demand it newly carries
 * @param takesAway what it carried and carries no more
 */
public record CardChange(
        FleetCard card,
        Kind kind,
        CardContents contents,
        Map<VgpuType, Integer> adds,
        Map<VgpuType, Integer> takesAway,
        CardRemainder left) {

    /** In the order in which changes are made: what disturbs least comes first. */
    public enum Kind {
        /** An empty card is cut. */
        CUT,
        /** vGPUs are made beside those that are there; guests stay. */
        EXTEND,
        /** What is there is taken away first, so no guest may use the card. */
        RETYPE
    }

    public CardChange {
        adds = Collections.unmodifiableMap(new LinkedHashMap<>(adds));
        takesAway = Collections.unmodifiableMap(new LinkedHashMap<>(takesAway));
    }

    /** Guests have to leave the card first, or nobody knows whether there are any. */
    public boolean needsDrain() {
        return kind == Kind.RETYPE && card.occupancy().state() != Occupancy.State.FREE;
    }
}
