package dev.gantry.provisioner.flow.run;

import dev.gantry.provisioner.model.run.LogPiece;
import java.util.List;

/** Pieces of a run's log. {@code ended}: the run is over, so no more will come once these are read. */
public record LogView(List<LogPiece> pieces, boolean ended) {
    public LogView {
        pieces = List.copyOf(pieces);
    }
}
