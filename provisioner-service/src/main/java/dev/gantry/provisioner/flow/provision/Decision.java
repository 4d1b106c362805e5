package dev.gantry.provisioner.flow.provision;

import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RunState;
import java.time.Duration;
import java.util.List;

/** What a plan means for the run now. */
sealed interface Decision {
    /** Everything wanted is in effect. */
    record Satisfied() implements Decision {}

    /** The run ends here. */
    record Stop(RunState state, Failure failure) implements Decision {
        static Stop failed(Failure failure) {
            return new Stop(RunState.FAILED, failure);
        }
    }

    /** Nothing may be done yet. */
    record Later(Duration after, String why) implements Decision {}

    /** These changes, all of one step, are made next. */
    record Apply(List<Change> changes) implements Decision {
        public Apply {
            changes = List.copyOf(changes);
        }
    }
}
