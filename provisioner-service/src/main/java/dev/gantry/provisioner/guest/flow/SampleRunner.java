package dev.gantry.provisioner.guest.flow;

import dev.gantry.provisioner.guest.flow.GuestSsh.Visit;
import dev.gantry.provisioner.guest.model.CheckMode;
import dev.gantry.provisioner.guest.model.GuestFacts;
import dev.gantry.provisioner.guest.model.GuestState;
import dev.gantry.provisioner.guest.model.TransposeResult;
import dev.gantry.provisioner.ssh.CommandResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the transpose sample where one was named and the driver answers. Only a check that may change the guest builds it. */
@ApplicationScoped
class SampleRunner {

    private static final int EVIDENCE_LINES = 20;
    private static final Set<GuestState> USABLE = Set.of(
            GuestState.LICENSED, GuestState.UNLICENSED, GuestState.LICENCE_NOT_REPORTED, GuestState.DRIVER_DIFFERS);

    private final GuestSsh ssh;

    SampleRunner(GuestSsh ssh) {
        this.ssh = ssh;
    }

    /** {@code note} tells why nothing was measured, or how the sample ended badly. */
    record Run(@Nullable TransposeResult measured, String note) {}

    Run run(Visit visit, CheckMode mode, GuestFacts facts, GuestState state) {
        if (visit.samples().isEmpty()) {
            return new Run(null, "");
        }
        String obstacle = obstacle(visit, mode, facts, state);
        return obstacle.isEmpty() ? measure(visit, facts) : new Run(null, "not run: " + obstacle);
    }

    private static String obstacle(Visit visit, CheckMode mode, GuestFacts facts, GuestState state) {
        String source = facts.sample().source();
        if (!USABLE.contains(state)) {
            return "the driver does not answer";
        }
        if (source.isEmpty()) {
            return visit.samples() + " holds no Samples/6_Performance/transpose; clone NVIDIA/cuda-samples there";
        }
        return mode == CheckMode.INSPECT && facts.sample().program().isEmpty()
                ? "it is not built; ask with ?apply=true, or run make in " + source
                : "";
    }

    private Run measure(Visit visit, GuestFacts facts) {
        String build = facts.sample().program().isEmpty() ? "yes" : "no";
        CommandResult answer = ssh.sample(visit, facts.sample().source(), build);
        TransposeResult measured = TransposeResult.parse(answer.out());
        String note = answer.isGood() && measured.passed()
                ? ""
                : "ended with " + answer.exit() + ": " + answer.tail(EVIDENCE_LINES);
        return new Run(measured.measures().isEmpty() && !measured.passed() ? null : measured, note);
    }
}
