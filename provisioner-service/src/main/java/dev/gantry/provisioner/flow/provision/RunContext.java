package dev.gantry.provisioner.flow.provision;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.kit.event.EventJson;
import dev.gantry.kit.job.Job;
import dev.gantry.provisioner.flow.run.ContractMapper;
import dev.gantry.provisioner.ssh.SshTarget;
import dev.gantry.provisioner.store.RunRow;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A provision run in a worker's hands: the lease, the run, what was asked. */
record RunContext(Job job, UUID run, HostProvisionRequested asked) {

    private static final String DESTROY_IN_USE = "gantry_destroy_in_use";

    static RunContext of(Job job, RunRow run) {
        return new RunContext(
                job,
                run.id,
                EventJson.read(HostProvisionRequested.class, run.request.getBytes(StandardCharsets.UTF_8)));
    }

    String host() {
        return asked.host();
    }

    /** With the person's word, if given, that devices in use may be destroyed. */
    DesiredState wanted() {
        DesiredState said = asked.desiredState();
        if (asked.overrideReason() == null) {
            return said;
        }
        Map<String, String> options = new HashMap<>(said.options());
        options.put(DESTROY_IN_USE, asked.overrideReason());
        return new DesiredState(said.path(), said.cards(), said.passthrough(), said.driver(), options);
    }

    SshTarget target() {
        return ContractMapper.target(asked.ssh());
    }
}
