package dev.gantry.provisioner.flow.inspect;

import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.provisioner.flow.bios.BiosInspection;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.inspect.UnreadableInspectionException;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.SshHosts;
import jakarta.enterprise.context.ApplicationScoped;

/** Inspects a host: one script, one output, facts, and what its management controller says besides. Changes nothing. */
@ApplicationScoped
public class HostInspector {
    private static final int EVIDENCE_LINES = 10;

    private final SshHosts hosts;
    private final BiosInspection bios;
    private final RunSettings settings;

    HostInspector(SshHosts hosts, BiosInspection bios, RunSettings settings) {
        this.hosts = hosts;
        this.bios = bios;
        this.settings = settings;
    }

    public InspectionResult inspect(String host, SshTarget ssh) {
        try {
            CommandResult output = hosts.run(
                    ContractMapper.target(ssh), new RemoteScript(Inspection.script(), settings.inspectionTimeout()));
            if (!output.isGood()) {
                return failed(new Failure(
                        "inspection-failed",
                        "the inspection script ended with " + output.exit() + ": " + output.tail(EVIDENCE_LINES),
                        true));
            }
            return new InspectionResult.Inspected(bios.completed(host, Inspection.parse(output.out())));
        } catch (RemoteException failure) {
            return new InspectionResult.Failed(
                    Failure.of(failure), failure.reason().isUsualDuringBoot());
        } catch (UnreadableInspectionException unreadable) {
            return failed(new Failure("inspection-unreadable", String.valueOf(unreadable.getMessage()), true));
        }
    }

    private static InspectionResult failed(Failure failure) {
        return new InspectionResult.Failed(failure, false);
    }
}
