package dev.gantry.provisioner.flow.guest;

import dev.gantry.provisioner.host.Answer;
import dev.gantry.provisioner.host.Delivery;
import dev.gantry.provisioner.host.DriverFiles;
import dev.gantry.provisioner.host.HostFailure;
import dev.gantry.provisioner.host.HostTrouble;
import dev.gantry.provisioner.host.Script;
import dev.gantry.provisioner.host.Secret;
import dev.gantry.provisioner.host.SshHosts;
import dev.gantry.provisioner.host.Target;
import dev.gantry.provisioner.model.Scripts;
import dev.gantry.provisioner.model.guest.GuestChange;
import dev.gantry.provisioner.model.guest.GuestFacts;
import dev.gantry.provisioner.model.guest.GuestLook;
import dev.gantry.provisioner.model.guest.GuestSpec;
import dev.gantry.provisioner.model.run.Supervision;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done at a guest, over SSH. The token is masked in all that comes back. */
@ApplicationScoped
class GuestDoor {

    private static final String MODE = "0700";
    private static final Answer NOTHING = new Answer(0, "", "", false);

    private final SshHosts hosts;
    private final DriverFiles drivers;
    private final GuestSettings settings;

    GuestDoor(SshHosts hosts, DriverFiles drivers, GuestSettings settings) {
        this.hosts = hosts;
        this.drivers = drivers;
        this.settings = settings;
    }

    /** A guest to be visited, with the token that it shall have, by the worker that holds this fence. */
    record Visit(GuestSpec spec, @Nullable Secret token, long fence) {

        Target target() {
            return Target.of(
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
     * @throws HostFailure when it cannot be reached
     * @throws dev.gantry.provisioner.model.UnreadableAnswer when it answers nonsense
     */
    GuestFacts look(Visit visit) {
        Answer answer = run(visit, GuestLook.script(visit.samples()), settings.lookTimeout());
        return GuestLook.parse(answer.out());
    }

    Answer apply(Visit visit, GuestChange change) {
        return switch (change) {
            case GuestChange.RunScript script ->
                run(visit, Supervision.supervised(script.step(), visit.fence(), script.script()), script.deadline());
            case GuestChange.DeliverDriver driver -> deliver(visit, driver);
            case GuestChange.DeliverToken token -> {
                Secret secret = Objects.requireNonNull(visit.token());
                hosts.deliver(visit.target(), Delivery.of(secret, token.remotePath(), token.mode(), token.deadline()));
                yield NOTHING;
            }
        };
    }

    private Answer deliver(Visit visit, GuestChange.DeliverDriver change) {
        GuestSpec.Driver wanted = visit.spec().driver();
        if (wanted == null || wanted.url() == null) {
            throw new HostFailure(HostTrouble.DRIVER_UNUSABLE, "the plan needs a driver, but none is wanted");
        }
        DriverFiles.Part part = drivers.part(wanted.url(), wanted.sha256(), change.remotePath());
        hosts.deliver(
                visit.target(), new Delivery(part.file(), part.sha256(), change.remotePath(), MODE, change.deadline()));
        return NOTHING;
    }

    /** {@code build}: yes or no. */
    Answer sample(Visit visit, String source, String build) {
        String script = Scripts.change("guest/transpose", Map.of("source", source, "build", build));
        return run(visit, script, settings.sampleTimeout());
    }

    /** Ends what took too long. */
    void stop(Visit visit) {
        try {
            run(visit, Supervision.stop(visit.fence()), Duration.ofSeconds(30));
        } catch (HostFailure away) {
            // The next look will tell what is in effect.
            hosts.forget(visit.target());
        }
    }

    private Answer run(Visit visit, String script, Duration deadline) {
        return hosts.run(visit.target(), new Script(script, deadline, visit.secrets(), piece -> {}));
    }
}
