package dev.gantry.provisioner.flow.provision;

import dev.gantry.provisioner.model.remote.HostActivityReport;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.SupervisedScript;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.SshHosts;
import dev.gantry.provisioner.ssh.SshTarget;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Asks a host what still goes on there before anything is decided, and ends what took too long. */
@ApplicationScoped
class HostActivity {

    private static final Duration SHORT = Duration.ofSeconds(30);

    private final SshHosts hosts;

    HostActivity(SshHosts hosts) {
        this.hosts = hosts;
    }

    /** @throws RemoteException when the host cannot be asked */
    HostActivityReport at(SshTarget target) {
        return HostActivityReport.parse(hosts.run(target, new RemoteScript(SupervisedScript.state(), SHORT))
                .out());
    }

    /** What was stopped, for the log; empty when nothing was, or the host could not be told. */
    String stop(RunContext context) {
        try {
            return hosts.run(
                            context.target(),
                            new RemoteScript(SupervisedScript.stop(context.job().fence()), SHORT))
                    .out();
        } catch (RemoteException failure) {
            Log.warnf("change not stopped hostId=%s reason=%s", context.host(), failure.detail());
            return "";
        }
    }
}
