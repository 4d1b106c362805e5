package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.kit.job.Job;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.ssh.SshTarget;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A provision run in a worker's hands: the lease, the run, what was asked. */
record RunContext(Job job, UUID run, HostProvisionRequested asked) {
    String host() {
        return asked.host();
    }

    DesiredState desired() {
        return asked.desiredState();
    }

    /** A person's word, if given, why devices in use may be destroyed. */
    @Nullable
    String overrideReason() {
        return asked.overrideReason();
    }

    SshTarget target() {
        return ContractMapper.target(asked.ssh());
    }
}
