package dev.gantry.provisioner.host;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Runs scripts and puts files on hosts, as root, over kept SSH connections. Every call ends by its deadline. */
@ApplicationScoped
public class SshHosts {

    private static final int CANNOT_STORE = 73;
    private static final int DAMAGED = 74;
    private static final int PATIENCE = 50;
    private static final Duration PROBE = Duration.ofMinutes(5);
    private static final Duration NOTHING = Duration.ofSeconds(30);

    private final SshSettings settings;
    private final Connections connections;
    private final Exchange exchange;

    SshHosts(SshSettings settings, Connections connections, Exchange exchange) {
        this.settings = settings;
        this.connections = connections;
        this.exchange = exchange;
    }

    /**
     * The script's answer, whatever its exit status.
     *
     * @throws HostFailure also when the effect is unknown ({@link HostTrouble#leavesEffectUnknown()})
     */
    public Answer run(Target target, Script script) {
        byte[] bytes = script.whole().getBytes(StandardCharsets.UTF_8);
        Call call = new Call(
                shell(target) + " -s",
                () -> new ByteArrayInputStream(bytes),
                script.deadline(),
                script.secrets(),
                script.live());
        return checked(target, call(target, call));
    }

    /**
     * Leaves the file as it is when the host has it already.
     *
     * @throws HostFailure with {@link HostTrouble#DELIVERY_DAMAGED} or {@link HostTrouble#DELIVERY_REFUSED} among others
     */
    public void deliver(Target target, Delivery delivery) {
        Consumer<String> nobody = piece -> {};
        Call probe = new Call(delivery.probe(shell(target)), InputStream::nullInputStream, PROBE, List.of(), nobody);
        Answer there = checked(target, call(target, probe));
        if (there.isGood() && delivery.isTold(there.out())) {
            return;
        }
        Call send = new Call(delivery.command(shell(target)), delivery.bytes(), delivery.deadline(), List.of(), nobody);
        Answer sent = checked(target, call(target, send));
        if (sent.exit() == DAMAGED) {
            throw new HostFailure(
                    HostTrouble.DELIVERY_DAMAGED,
                    delivery.remotePath() + " arrived with another checksum, wanted " + delivery.sha256() + ", "
                            + sent.out().strip());
        }
        if (!sent.isGood()) {
            throw new HostFailure(
                    sent.exit() == CANNOT_STORE ? HostTrouble.DELIVERY_REFUSED : HostTrouble.ANSWER_LOST,
                    delivery.remotePath() + " could not be stored: " + sent.tail(5));
        }
    }

    /** Ends the kept connection, e.g. because the host reboots. */
    public void forget(Target target) {
        connections.drop(target);
    }

    /** Hosts that a connection is open to now. */
    public int connected() {
        return connections.count();
    }

    /** A connection that died while kept is noticed only in use; as long as nothing was sent, a fresh one is safe. */
    private Answer call(Target target, Call call) {
        Kept kept = connections.to(target);
        try {
            return once(target, kept, call);
        } catch (NothingSent stale) {
            connections.drop(target, kept);
        }
        Kept fresh = connections.to(target);
        try {
            return once(target, fresh, call);
        } catch (NothingSent again) {
            connections.drop(target, fresh);
            throw new HostFailure(
                    HostTrouble.HOST_UNREACHABLE,
                    target + " takes the login but no command: " + again.getMessage(),
                    again);
        }
    }

    /** Others may be at work on the same connection, so that a host that takes fewer commands at once is only asked for fewer. */
    private Answer once(Target target, Kept kept, Call call) throws NothingSent {
        int refusals = 0;
        while (true) {
            kept.enter(call.deadline());
            try {
                Answer answer = entered(target, kept, call);
                kept.leave();
                return answer;
            } catch (NothingSent refused) {
                if (!refused.isForWantOfRoom()) {
                    kept.leave();
                    throw refused;
                }
                if (!kept.narrow()) {
                    kept.leave();
                    // The only place is ours, but sshd may still be clearing it from the command before.
                    if (++refusals > PATIENCE) {
                        throw refused;
                    }
                }
            } catch (RuntimeException failed) {
                kept.leave();
                throw failed;
            }
        }
    }

    private Answer entered(Target target, Kept kept, Call call) throws NothingSent {
        try {
            return exchange.over(kept, call, (int) settings.answerLimit().asLongValue());
        } catch (HostFailure failure) {
            if (failure.trouble().leavesEffectUnknown()) {
                connections.drop(target, kept);
            }
            throw new HostFailure(failure.trouble(), target + ": " + failure.detail(), failure);
        }
    }

    /** What looks like sudo's refusal may be its grumbling about a host name that does not resolve: asking it for nothing tells. */
    private Answer checked(Target target, Answer answer) {
        if (isRoot(target) || !Sudo.mayHaveRefused(answer)) {
            return answer;
        }
        Call nothing = new Call(shell(target) + " -c :", InputStream::nullInputStream, NOTHING, List.of(), piece -> {});
        if (call(target, nothing).isGood()) {
            return answer;
        }
        throw new HostFailure(HostTrouble.SUDO_REFUSED, Sudo.refusal(target, answer));
    }

    private static boolean isRoot(Target target) {
        return "root".equals(target.user());
    }

    private static String shell(Target target) {
        return isRoot(target) ? "sh" : "sudo -n sh";
    }

    /** Opens the bytes for stdin anew for each try. */
    @FunctionalInterface
    public interface Input {
        InputStream open() throws IOException;
    }

    /** One command with its input. */
    record Call(String command, Input input, Duration deadline, List<String> secrets, Consumer<String> live) {}
}
