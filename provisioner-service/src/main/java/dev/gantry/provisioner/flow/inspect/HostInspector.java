package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.inspect.UnreadableInspectionException;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.RemoteException;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.SshHosts;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Looks at a host: one script, one answer, facts and the plan they give. Changes nothing. */
@ApplicationScoped
public class HostInspector {

    private static final int EVIDENCE_LINES = 10;

    private final SshHosts hosts;
    private final PlanService plans;
    private final RunSettings settings;

    HostInspector(SshHosts hosts, PlanService plans, RunSettings settings) {
        this.hosts = hosts;
        this.plans = plans;
        this.settings = settings;
    }

    public InspectionResult at(SshTarget ssh, @Nullable DesiredState wanted) {
        try {
            CommandResult answer = hosts.run(
                    ContractMapper.target(ssh), new RemoteScript(Inspection.script(), settings.lookTimeout()));
            if (!answer.isGood()) {
                return unseen(new Failure(
                        "look-failed",
                        "the look script ended with " + answer.exit() + ": " + answer.tail(EVIDENCE_LINES),
                        true));
            }
            HostFacts facts = Inspection.parse(answer.out());
            return new InspectionResult.Seen(facts, plans.of(wanted, facts));
        } catch (RemoteException failure) {
            return new InspectionResult.Unseen(
                    Failure.of(failure), failure.trouble().isUsualDuringBoot());
        } catch (UnreadableInspectionException unreadable) {
            return unseen(new Failure("look-unreadable", String.valueOf(unreadable.getMessage()), true));
        } catch (MalformedValueException malformed) {
            return unseen(Failure.lasting("wanted-invalid", String.valueOf(malformed.getMessage())));
        }
    }

    /** The answer as it can be read again by {@link #factsOf}. */
    static String answerOf(HostFacts facts) {
        return String.join("\n", facts.answer());
    }

    public static HostFacts factsOf(String answer) {
        return Inspection.parse("gantry-look\t1\n" + answer + "\ngantry-end\tok\n");
    }

    private static InspectionResult unseen(Failure failure) {
        return new InspectionResult.Unseen(failure, false);
    }
}
