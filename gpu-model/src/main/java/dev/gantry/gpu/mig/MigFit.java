package dev.gantry.gpu.mig;

import java.util.List;

/** Whether a set of MIG devices fits on a card. */
public sealed interface MigFit {

    /** It fits, for instance so; in the order in which the instances can be created, large ones first. */
    record Placed(List<MigPlacement> placements) implements MigFit {
        public Placed {
            placements = List.copyOf(placements);
        }
    }

    /** It does not fit. {@code nearest} holds up to three sets that do, the one most like the wish first. */
    record Impossible(String reason, List<MigSet> nearest) implements MigFit {
        public Impossible {
            nearest = List.copyOf(nearest);
        }
    }
}
