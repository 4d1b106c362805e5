package dev.gantry.provisioner.flow;

import dev.gantry.provisioner.host.HostFailure;
import dev.gantry.provisioner.host.Script;
import dev.gantry.provisioner.host.SshHosts;
import dev.gantry.provisioner.host.Target;
import dev.gantry.provisioner.model.run.HostState;
import dev.gantry.provisioner.model.run.Supervision;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Asks a host what still goes on there before anything is decided, and ends what took too long. */
@ApplicationScoped
class Attendance {

    private static final Duration SHORT = Duration.ofSeconds(30);

    private final SshHosts hosts;

    Attendance(SshHosts hosts) {
        this.hosts = hosts;
    }

    /** @throws HostFailure when the host cannot be asked */
    HostState at(Target target) {
        return HostState.parse(
                hosts.run(target, new Script(Supervision.state(), SHORT)).out());
    }

    /** What was stopped, for the log; empty when nothing was, or the host could not be told. */
    String stop(Work work) {
        try {
            return hosts.run(
                            work.target(),
                            new Script(Supervision.stop(work.job().fence()), SHORT))
                    .out();
        } catch (HostFailure failure) {
            Log.warnf("change not stopped hostId=%s reason=%s", work.host(), failure.detail());
            return "";
        }
    }
}
