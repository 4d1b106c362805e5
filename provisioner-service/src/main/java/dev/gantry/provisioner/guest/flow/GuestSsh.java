package dev.gantry.provisioner.guest.flow;

import dev.gantry.provisioner.driver.DriverFiles;
import dev.gantry.provisioner.guest.model.GuestChange;
import dev.gantry.provisioner.guest.model.GuestFacts;
import dev.gantry.provisioner.guest.model.GuestInspection;
import dev.gantry.provisioner.guest.model.GuestSpec;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.model.remote.SupervisedScript;
import dev.gantry.provisioner.model.script.Scripts;
import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.FileDelivery;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.Secret;
import dev.gantry.provisioner.ssh.SshHosts;
import dev.gantry.provisioner.ssh.SshTarget;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done at a guest, over SSH. The token is masked in all that comes back. */
@ApplicationScoped
class GuestSsh {

    private static final String MODE = "0700";
    private static final CommandResult NOTHING = new CommandResult(0, "", "", false);

    private final SshHosts hosts;
    private final DriverFiles drivers;
    private final GuestSettings settings;

    GuestSsh(SshHosts hosts, DriverFiles drivers, GuestSettings settings) {
        this.hosts = hosts;
        this.drivers = drivers;
        this.settings = settings;
    }

    /** A guest to be visited, with the token that it shall have, by the worker that holds this fence. */
    record Visit(GuestSpec spec, @Nullable Secret token, long fence) {

        SshTarget target() {
            return SshTarget.of(
                    Objects.requireNonNull(spec.address()),
                    Objects.requireNonNullElse(spec.port(), GuestSpec.SSH_PORT),
                    Objects.requireNonNull(spec.user()),
                    Objects.requireNonNull(spec.hostKey()),
                    spec.jump());
        }

        String samples() {
            return Objects.requireNonNullElse(spec.samples(), "");
        }

        private List<String> secrets() {
            return token == null ? List.of() : List.of(token.text());
        }
    }

    /**
     * @throws RemoteException when it cannot be reached
     * @throws dev.gantry.provisioner.model.inspect.UnreadableInspectionException when it answers nonsense
     */
    GuestFacts inspect(Visit visit) {
        CommandResult answer = run(visit, GuestInspection.script(visit.samples()), settings.inspectionTimeout());
        return GuestInspection.parse(answer.out());
    }

    CommandResult apply(Visit visit, GuestChange change) {
        return switch (change) {
            case GuestChange.RunScript script ->
                run(
                        visit,
                        SupervisedScript.supervised(script.step(), visit.fence(), script.script()),
                        script.deadline());
            case GuestChange.DeliverDriver driver -> deliver(visit, driver);
            case GuestChange.DeliverToken token -> {
                Secret secret = Objects.requireNonNull(visit.token());
                hosts.deliver(
                        visit.target(), FileDelivery.of(secret, token.remotePath(), token.mode(), token.deadline()));
                yield NOTHING;
            }
        };
    }

    private CommandResult deliver(Visit visit, GuestChange.DeliverDriver change) {
        GuestSpec.Driver wanted = visit.spec().driver();
        if (wanted == null || wanted.url() == null) {
            throw new RemoteException(RemoteReason.DRIVER_UNUSABLE, "the plan needs a driver, but none is wanted");
        }
        DriverFiles.Part part = drivers.part(wanted.url(), wanted.sha256(), change.remotePath());
        hosts.deliver(
                visit.target(),
                new FileDelivery(part.file(), part.sha256(), change.remotePath(), MODE, change.deadline()));
        return NOTHING;
    }

    /** {@code build}: yes or no. */
    CommandResult sample(Visit visit, String source, String build) {
        String script = Scripts.change(GuestInspection.class, "transpose", Map.of("source", source, "build", build));
        return run(visit, script, settings.sampleTimeout());
    }

    /** Ends what took too long. */
    void stop(Visit visit) {
        try {
            run(visit, SupervisedScript.stop(visit.fence()), Duration.ofSeconds(30));
        } catch (RemoteException away) {
            // The next inspection will tell what is in effect.
            hosts.forget(visit.target());
        }
    }

    private CommandResult run(Visit visit, String script, Duration deadline) {
        return hosts.run(visit.target(), new RemoteScript(script, deadline, visit.secrets(), piece -> {}));
    }
}
