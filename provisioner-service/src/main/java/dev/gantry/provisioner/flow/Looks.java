package dev.gantry.provisioner.flow;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.provisioner.host.Answer;
import dev.gantry.provisioner.host.HostFailure;
import dev.gantry.provisioner.host.Script;
import dev.gantry.provisioner.host.SshHosts;
import dev.gantry.provisioner.model.HostFacts;
import dev.gantry.provisioner.model.Look;
import dev.gantry.provisioner.model.UnreadableAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Looks at a host: one script, one answer, facts and the plan they give. Changes nothing. */
@ApplicationScoped
class Looks {

    private static final int EVIDENCE_LINES = 10;

    private final SshHosts hosts;
    private final Plans plans;
    private final RunSettings settings;

    Looks(SshHosts hosts, Plans plans, RunSettings settings) {
        this.hosts = hosts;
        this.plans = plans;
        this.settings = settings;
    }

    Sight at(SshTarget ssh, @Nullable DesiredState wanted) {
        try {
            Answer answer = hosts.run(Spoken.target(ssh), new Script(Look.script(), settings.lookTimeout()));
            if (!answer.isGood()) {
                return unseen(new Failure(
                        "look-failed",
                        "the look script ended with " + answer.exit() + ": " + answer.tail(EVIDENCE_LINES),
                        true));
            }
            HostFacts facts = Look.parse(answer.out());
            return new Sight.Seen(facts, plans.of(wanted, facts));
        } catch (HostFailure failure) {
            return new Sight.Unseen(Failure.of(failure), failure.trouble().isUsualDuringBoot());
        } catch (UnreadableAnswer unreadable) {
            return unseen(new Failure("look-unreadable", String.valueOf(unreadable.getMessage()), true));
        } catch (MalformedValueException malformed) {
            return unseen(Failure.lasting("wanted-invalid", String.valueOf(malformed.getMessage())));
        }
    }

    /** The answer as it can be read again by {@link #factsOf}. */
    static String answerOf(HostFacts facts) {
        return String.join("\n", facts.answer());
    }

    static HostFacts factsOf(String answer) {
        return Look.parse("gantry-look\t1\n" + answer + "\ngantry-end\tok\n");
    }

    private static Sight unseen(Failure failure) {
        return new Sight.Unseen(failure, false);
    }
}
