package dev.gantry.provisioner.flow;

import dev.gantry.provisioner.model.Change;
import dev.gantry.provisioner.model.run.RunState;
import java.time.Duration;
import java.util.List;

/** What a plan means for the run now. */
sealed interface Verdict {

    /** Everything wanted is in effect. */
    record Satisfied() implements Verdict {}

    /** The run ends here. */
    record Stop(RunState state, Failure failure) implements Verdict {}

    /** Nothing may be done yet. */
    record Later(Duration after, String why) implements Verdict {}

    /** These changes, all of one step, are made next. */
    record Apply(List<Change> changes) implements Verdict {
        public Apply {
            changes = List.copyOf(changes);
        }
    }
}
