package dev.gantry.provisioner.flow;

import dev.gantry.contracts.HostProvisionRequested;
import dev.gantry.kit.EventJson;
import dev.gantry.kit.Job;
import dev.gantry.provisioner.host.Target;
import dev.gantry.provisioner.store.RunRow;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A provision run in a worker's hands: the lease, the run, what was asked. */
record Work(Job job, UUID run, HostProvisionRequested asked) {

    static Work of(Job job, RunRow run) {
        return new Work(
                job,
                run.id,
                EventJson.read(HostProvisionRequested.class, run.request.getBytes(StandardCharsets.UTF_8)));
    }

    String host() {
        return asked.host();
    }

    Target target() {
        return Spoken.target(asked.ssh());
    }
}
