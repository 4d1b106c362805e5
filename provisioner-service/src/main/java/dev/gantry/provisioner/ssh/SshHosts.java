package dev.gantry.provisioner.ssh;

import dev.gantry.kit.trace.Spans;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.login.SudoRefusal;
import io.opentelemetry.api.trace.SpanKind;
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
    private final ConnectionPool connections;
    private final SshCommand exchange;
    private final Spans spans;

    SshHosts(SshSettings settings, ConnectionPool connections, SshCommand exchange, Spans spans) {
        this.settings = settings;
        this.connections = connections;
        this.exchange = exchange;
        this.spans = spans;
    }

    /**
     * The script's answer, whatever its exit status.
     *
     * @throws RemoteException also when the effect is unknown ({@link RemoteReason#leavesEffectUnknown()})
     */
    public CommandResult run(SshTarget target, RemoteScript script) {
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
     * @throws RemoteException with {@link RemoteReason#DELIVERY_DAMAGED} or {@link RemoteReason#DELIVERY_REFUSED} among others
     */
    public void deliver(SshTarget target, FileDelivery delivery) {
        Consumer<String> nobody = piece -> {};
        Call probe = new Call(delivery.probe(shell(target)), InputStream::nullInputStream, PROBE, List.of(), nobody);
        CommandResult there = checked(target, call(target, probe));
        if (there.isGood() && delivery.isTold(there.out())) {
            return;
        }
        Call send = new Call(delivery.command(shell(target)), delivery.bytes(), delivery.deadline(), List.of(), nobody);
        CommandResult sent = checked(target, call(target, send));
        if (sent.exit() == DAMAGED) {
            throw new RemoteException(
                    RemoteReason.DELIVERY_DAMAGED,
                    delivery.remotePath() + " arrived with another checksum, wanted " + delivery.sha256() + ", "
                            + sent.out().strip());
        }
        if (!sent.isGood()) {
            throw new RemoteException(
                    sent.exit() == CANNOT_STORE ? RemoteReason.DELIVERY_REFUSED : RemoteReason.ANSWER_LOST,
                    delivery.remotePath() + " could not be stored: " + sent.tail(5));
        }
    }

    /** Ends the kept connection, e.g. because the host reboots. */
    public void forget(SshTarget target) {
        connections.drop(target);
    }

    /** Hosts that a connection is open to now. */
    public int connected() {
        return connections.count();
    }

    private CommandResult call(SshTarget target, Call call) {
        try (Spans.Open span = spans.open("ssh", SpanKind.CLIENT)) {
            span.with("server.address", target.toString());
            CommandResult answer = dialled(target, call);
            span.with("process.exit.code", String.valueOf(answer.exit()));
            return answer;
        }
    }

    /** A connection that died while kept is noticed only in use; as long as nothing was sent, a fresh one is safe. */
    private CommandResult dialled(SshTarget target, Call call) {
        PooledConnection kept = connections.to(target);
        try {
            return once(target, kept, call);
        } catch (SendFailed stale) {
            connections.drop(target, kept);
        }
        PooledConnection fresh = connections.to(target);
        try {
            return once(target, fresh, call);
        } catch (SendFailed again) {
            connections.drop(target, fresh);
            throw new RemoteException(
                    RemoteReason.HOST_UNREACHABLE,
                    target + " takes the login but no command: " + again.getMessage(),
                    again);
        }
    }

    /** Others may be at work on the same connection, so that a host that takes fewer commands at once is only asked for fewer. */
    private CommandResult once(SshTarget target, PooledConnection kept, Call call) throws SendFailed {
        int refusals = 0;
        while (true) {
            kept.enter(call.deadline());
            try {
                CommandResult answer = entered(target, kept, call);
                kept.leave();
                return answer;
            } catch (SendFailed refused) {
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

    private CommandResult entered(SshTarget target, PooledConnection kept, Call call) throws SendFailed {
        try {
            return exchange.over(kept, call, (int) settings.answerLimit().asLongValue());
        } catch (RemoteException failure) {
            if (failure.reason().leavesEffectUnknown()) {
                connections.drop(target, kept);
            }
            throw new RemoteException(failure.reason(), target + ": " + failure.detail(), failure);
        }
    }

    /** What looks like sudo's refusal may be its grumbling about a host name that does not resolve: asking it for nothing tells. */
    private CommandResult checked(SshTarget target, CommandResult answer) {
        if (isRoot(target) || !SudoRefusal.mayHaveRefused(answer)) {
            return answer;
        }
        Call nothing = new Call(shell(target) + " -c :", InputStream::nullInputStream, NOTHING, List.of(), piece -> {});
        if (call(target, nothing).isGood()) {
            return answer;
        }
        throw new RemoteException(RemoteReason.SUDO_REFUSED, SudoRefusal.refusal(target, answer));
    }

    private static boolean isRoot(SshTarget target) {
        return "root".equals(target.user());
    }

    private static String shell(SshTarget target) {
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
