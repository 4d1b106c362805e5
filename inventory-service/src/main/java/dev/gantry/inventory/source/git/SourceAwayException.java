package dev.gantry.inventory.source.git;

import dev.gantry.inventory.source.model.SourceProblem;
import dev.gantry.inventory.source.model.SourceState;

/** No commit could be read; {@code problem} has the reason and the next step. */
public final class SourceAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    private final SourceState state;
    private final transient SourceProblem problem;

    SourceAwayException(SourceState state, String reason, String detail, String fix) {
        super(detail);
        this.state = state;
        this.problem = SourceProblem.because(reason, detail, fix);
    }

    public SourceState state() {
        return state;
    }

    public SourceProblem problem() {
        return problem;
    }
}
