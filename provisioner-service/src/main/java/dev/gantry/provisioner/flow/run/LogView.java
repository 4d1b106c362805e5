package dev.gantry.provisioner.flow.run;

import java.util.List;

/** Pieces of a run's log. {@code ended}: the run is over, so no more will come once these are read. */
public record LogView(List<Piece> pieces, boolean ended) {

    /** Whole lines; {@code id} rises. */
    public record Piece(long id, String text) {}

    public LogView {
        pieces = List.copyOf(pieces);
    }
}
