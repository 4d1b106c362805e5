package dev.gantry.gpu.planner;

import dev.gantry.gpu.mig.MigPlacement;
import java.util.List;

/** Whether one card can carry what is asked for. */
public sealed interface CardPlan {

    /** It can, for instance so. {@code placements} is empty on a time-sliced card. */
    record Fits(CardContents contents, List<MigPlacement> placements, CardRemainder left) implements CardPlan {
        public Fits {
            placements = List.copyOf(placements);
        }
    }

    /**
     * It cannot.
     *
     * @param reasons each rule that stands against it
     * @param instead what would fit on the card, the nearest first
     * @param spread what each of several such cards would carry to meet the whole demand; empty when no number of them does
     */
    record Impossible(List<String> reasons, List<VgpuDemand> instead, List<VgpuDemand> spread) implements CardPlan {
        public Impossible {
            reasons = List.copyOf(reasons);
            instead = List.copyOf(instead);
            spread = List.copyOf(spread);
        }
    }
}
