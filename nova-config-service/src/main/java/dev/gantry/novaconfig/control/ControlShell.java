package dev.gantry.novaconfig.control;

import dev.gantry.novaconfig.model.ControlHost;
import io.quarkus.logging.Log;
import java.io.IOException;
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

/** Runs one command on the control host and hands on what it prints while it prints it. */
public final class ControlShell {

    private static final int CONNECT_MILLIS = 20_000;
    private static final int CHUNK = 4096;

    /** How a command ended. {@code reason} is kebab-case; {@code retryable} says whether it may go better later without a person. */
    public record Answer(boolean good, String reason, String detail, boolean retryable) {}

    /** Sees the key that the server shows, so that a changed one can be told from other failures. */
    private static final class Pin implements HostKeyVerifier {
        private final String wanted;
        private String shown = "";

        Pin(String wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean verify(String hostname, int port, PublicKey key) {
            shown = Fingerprints.sha256(key);
            return shown.equals(wanted);
        }

        @Override
        public List<String> findExistingAlgorithms(String hostname, int port) {
            return List.of();
        }
    }

    /** @param output called with pieces of standard output and error, in order */
    public Answer run(ControlHost host, String command, Consumer<String> output) {
        Pin pin = new Pin(host.hostKey());
        try (SSHClient ssh = new SSHClient(new DefaultConfig())) {
            ssh.addHostKeyVerifier(pin);
            ssh.setConnectTimeout(CONNECT_MILLIS);
            ssh.setTimeout(CONNECT_MILLIS);
            ssh.connect(host.address(), host.portOrDefault());
            ssh.setTimeout(0);
            ssh.authPublickey(host.user(), host.keyPath());
            ssh.getConnection().getKeepAlive().setKeepAliveInterval(30);
            return exec(ssh, host, command, output);
        } catch (UserAuthException e) {
            return new Answer(
                    false,
                    "login-refused",
                    host.user() + "@" + host.address() + ": the key in " + host.keyPath() + " is not accepted",
                    false);
        } catch (SSHException e) {
            boolean changed = !pin.shown.isEmpty() && !pin.shown.equals(host.hostKey());
            return changed
                    ? new Answer(
                            false,
                            "host-key-changed",
                            host.address() + " shows " + pin.shown + ", pinned is " + host.hostKey(),
                            false)
                    : new Answer(false, "connection-lost", host.address() + ": " + e.getMessage(), true);
        } catch (IOException e) {
            return new Answer(false, "unreachable", host.address() + ": " + e.getMessage(), true);
        }
    }

    private static Answer exec(SSHClient ssh, ControlHost host, String command, Consumer<String> output)
            throws IOException {
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        try (timer;
                Session session = ssh.startSession()) {
            Session.Command running = session.exec("exec 2>&1; " + command);
            int minutes = host.timeoutMinutesOrDefault();
            timer.schedule(() -> disconnect(ssh), minutes, TimeUnit.MINUTES);
            try (Reader reader = new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8)) {
                char[] chunk = new char[CHUNK];
                for (int n = reader.read(chunk); n >= 0; n = reader.read(chunk)) {
                    output.accept(new String(chunk, 0, n));
                }
            }
            running.join(1, TimeUnit.MINUTES);
            timer.shutdownNow();
            Integer status = running.getExitStatus();
            if (status == null) {
                String how = "signal " + running.getExitSignal() + " or the limit of " + minutes + " minutes";
                return new Answer(false, "command-ended-early", "the command was ended by " + how, false);
            }
            return new Answer(status == 0, status == 0 ? "done" : "command-failed", "exit status " + status, false);
        } finally {
            timer.shutdownNow();
        }
    }

    private static void disconnect(SSHClient ssh) {
        try {
            ssh.disconnect();
        } catch (IOException e) {
            Log.debugf(e, "control host was gone already");
        }
    }
}
