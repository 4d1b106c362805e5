package dev.gantry.provisioner.flow.guest;

import dev.gantry.provisioner.flow.guest.GuestDoor.Visit;
import dev.gantry.provisioner.host.Answer;
import dev.gantry.provisioner.model.guest.CheckMode;
import dev.gantry.provisioner.model.guest.GuestFacts;
import dev.gantry.provisioner.model.guest.GuestState;
import dev.gantry.provisioner.model.guest.Transpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the transpose sample where one was named and the driver answers. Only a check that may change the guest builds it. */
@ApplicationScoped
class GuestSamples {

    private static final int EVIDENCE_LINES = 20;
    private static final Set<GuestState> USABLE =
            Set.of(GuestState.LICENSED, GuestState.UNLICENSED, GuestState.LICENCE_NOT_REPORTED, GuestState.DRIVER_DIFFERS);

    private final GuestDoor door;

    GuestSamples(GuestDoor door) {
        this.door = door;
    }

    /** {@code note} tells why nothing was measured, or how the sample ended badly. */
    record Run(@Nullable Transpose measured, String note) {}

    Run run(Visit visit, CheckMode mode, GuestFacts facts, GuestState state) {
        if (visit.samples().isEmpty()) {
            return new Run(null, "");
        }
        if (!USABLE.contains(state)) {
            return new Run(null, "not run: the driver does not answer");
        }
        String source = facts.sample().source();
        if (source.isEmpty()) {
            return new Run(
                    null,
                    "not run: " + visit.samples() + " holds no Samples/6_Performance/transpose; clone NVIDIA/cuda-samples there");
        }
        boolean built = !facts.sample().program().isEmpty();
        if (!built && mode == CheckMode.LOOK) {
            return new Run(null, "not run: it is not built; ask with ?apply=true, or run make in " + source);
        }
        Answer answer = door.sample(visit, source, built ? "no" : "yes");
        Transpose measured = Transpose.parse(answer.out());
        String note = answer.isGood() && measured.passed()
                ? ""
                : "ended with " + answer.exit() + ": " + answer.tail(EVIDENCE_LINES);
        return new Run(measured.measures().isEmpty() && !measured.passed() ? null : measured, note);
    }
}
