package dev.gantry.novaconfig.control;

import dev.gantry.novaconfig.model.publish.ControlHostScript;
import dev.gantry.novaconfig.model.publish.ReconfigureCommand;
import dev.gantry.novaconfig.model.settings.ControlHost;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jspecify.annotations.Nullable;

/** Runs one command on the control host, once however often it is asked, and hands on what it prints while it prints it. */
public final class ControlHostClient {

    private static final int CONNECT_MILLIS = 20_000;
    private static final int CHUNK = 4096;
    private static final int GRACE_MINUTES = 2;
    // timeout(1)
    private static final String TIMED_OUT = "124";

    /** How a command ended. {@code reason} is kebab-case; {@code retryable} says whether it may go better later without a person. */
    public record CommandResult(boolean isGood, String reason, String detail, boolean retryable) {}

    /** Sees the key that the server shows, so that a changed one can be told from other failures. */
    private static final class Pin implements HostKeyVerifier {
        private final String wanted;
        private String shown = "";

        Pin(String wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean verify(String hostname, int port, PublicKey key) {
            shown = HostKeyFingerprint.sha256(key);
            return shown.equals(wanted);
        }

        @Override
        public List<String> findExistingAlgorithms(String hostname, int port) {
            return List.of();
        }
    }

    /** A command and the id under which the control host remembers it. */
    public record Command(String id, String command) {}

    /**
     * Starts the run there, or follows the one that was started by an earlier call.
     *
     * @param output called with pieces of standard output and error, in order, from the command's first on
     */
    public CommandResult run(ControlHost host, Command wanted, Consumer<String> output) {
        Pin pin = new Pin(host.hostKey());
        try (SSHClient ssh = new SSHClient(new DefaultConfig())) {
            ssh.addHostKeyVerifier(pin);
            ssh.setConnectTimeout(CONNECT_MILLIS);
            ssh.setTimeout(CONNECT_MILLIS);
            ssh.connect(host.address(), host.portOrDefault());
            ssh.setTimeout(0);
            ssh.authPublickey(host.user(), host.keyPath());
            ssh.getConnection().getKeepAlive().setKeepAliveInterval(30);
            return exec(ssh, host, wanted, output);
        } catch (UserAuthException e) {
            return new CommandResult(
                    false,
                    "login-refused",
                    host.user() + "@" + host.address() + ": the key in " + host.keyPath() + " is not accepted",
                    false);
        } catch (SSHException e) {
            boolean changed = !pin.shown.isEmpty() && !pin.shown.equals(host.hostKey());
            return changed
                    ? new CommandResult(
                            false,
                            "host-key-changed",
                            host.address() + " shows " + pin.shown + ", pinned is " + host.hostKey(),
                            false)
                    : new CommandResult(false, "connection-lost", host.address() + ": " + e.getMessage(), true);
        } catch (IOException e) {
            return new CommandResult(false, "unreachable", host.address() + ": " + e.getMessage(), true);
        }
    }

    private static CommandResult exec(SSHClient ssh, ControlHost host, Command wanted, Consumer<String> output)
            throws IOException {
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        int minutes = host.timeoutMinutesOrDefault();
        try (Session session = ssh.startSession()) {
            String script = ControlHostScript.of(wanted.id(), minutes, wanted.command());
            Session.Command running = session.exec("exec sh -c " + ReconfigureCommand.quote(script) + " < /dev/null");
            timer.schedule(() -> disconnect(ssh), minutes + GRACE_MINUTES, TimeUnit.MINUTES);
            handOn(running.getInputStream(), output);
            String said = new String(running.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            running.join(1, TimeUnit.MINUTES);
            return ControlHostScript.verdict(said)
                    .map(v -> result(v, minutes))
                    .orElseGet(() -> unfinished(host, running.getExitStatus(), said));
        } finally {
            timer.shutdownNow();
        }
    }

    private static void handOn(InputStream from, Consumer<String> output) throws IOException {
        try (Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            char[] chunk = new char[CHUNK];
            for (int n = reader.read(chunk); n >= 0; n = reader.read(chunk)) {
                // PostgreSQL's text has no zero byte.
                output.accept(new String(chunk, 0, n).replace("\0", ""));
            }
        }
    }

    private static CommandResult result(ControlHostScript.Verdict verdict, int minutes) {
        String status = verdict.rest();
        return switch (verdict.kind()) {
            case "exit" -> {
                String limit = status.equals(TIMED_OUT) ? ", as after the limit of " + minutes + " minutes" : "";
                boolean good = status.equals("0");
                yield new CommandResult(good, good ? "done" : "command-failed", "exit status " + status + limit, false);
            }
            case "lost" ->
                new CommandResult(
                        false,
                        "command-ended-early",
                        "the command is no longer there and left no exit status; was the control host restarted?",
                        false);
            default -> new CommandResult(false, "control-host-unusable", "cannot write to " + status, false);
        };
    }

    /** The command goes on there without us: the next try follows it. */
    private static CommandResult unfinished(ControlHost host, @Nullable Integer status, String said) {
        return status == null
                ? new CommandResult(false, "connection-lost", host.address() + ": ended while the command ran", true)
                : new CommandResult(
                        false, "control-host-unusable", "sh ended with " + status + ": " + said.strip(), false);
    }

    private static void disconnect(SSHClient ssh) {
        try {
            ssh.disconnect();
        } catch (IOException e) {
            Log.debugf(e, "control host was gone already");
        }
    }
}
