package dev.gantry.provisioner.host;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jspecify.annotations.Nullable;

/** Opens one authenticated SSH connection to a host whose key is pinned, and names what went wrong otherwise. */
@ApplicationScoped
class Connector {

    /** Kinds of host key, the usual pin first. */
    private static final List<List<String>> KEY_KINDS = List.of(
            List.of("ssh-ed25519"),
            List.of("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
            List.of("rsa-sha2-512", "rsa-sha2-256"));

    private static final int MISSING_SIGNS_OF_LIFE = 3;

    private final SshSettings settings;
    private final Config config;
    private final Map<String, Semaphore> sites = new ConcurrentHashMap<>();
    private final Map<String, Integer> kindByKey = new ConcurrentHashMap<>();

    Connector(SshSettings settings) {
        this.settings = settings;
        DefaultConfig made = new DefaultConfig();
        made.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        this.config = made;
    }

    /** @throws HostFailure saying which of unreachable, refused, key changed or login failed it was */
    SSHClient open(Target target, @Nullable SSHClient jump) {
        Semaphore handshakes =
                sites.computeIfAbsent(target.site(), site -> new Semaphore(settings.handshakesLimit(), true));
        long patience = settings.connectTimeout().multipliedBy(6).toMillis();
        try {
            if (!handshakes.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
                throw new HostFailure(
                        HostTrouble.HOST_UNREACHABLE, target + ": too many logins under way to this site; try later");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HostFailure(HostTrouble.HOST_UNREACHABLE, target + ": stopped while waiting to log in", stopped);
        }
        try {
            return openKind(target, jump);
        } finally {
            handshakes.release();
        }
    }

    /** A host shows one key of several kinds; the pin fits one of them. All kinds are tried before a key counts as changed. */
    private SSHClient openKind(Target target, @Nullable SSHClient jump) {
        int first = kindByKey.getOrDefault(target.hostKey(), 0);
        HostFailure changed = null;
        for (int turn = 0; turn < KEY_KINDS.size(); turn++) {
            int kind = (first + turn) % KEY_KINDS.size();
            try {
                SSHClient client = attempt(target, jump, new PinnedKey(target.hostKey(), KEY_KINDS.get(kind)));
                kindByKey.put(target.hostKey(), kind);
                return client;
            } catch (HostFailure failure) {
                if (failure.trouble() != HostTrouble.HOST_KEY_CHANGED) {
                    throw failure;
                }
                changed = changed == null ? failure : changed;
            }
        }
        throw changed == null ? new HostFailure(HostTrouble.HOST_KEY_CHANGED, target + ": no key shown") : changed;
    }

    private SSHClient attempt(Target target, @Nullable SSHClient jump, PinnedKey pin) {
        SSHClient client = new SSHClient(config);
        client.setSocketFactory(new EagerSockets());
        client.addHostKeyVerifier(pin);
        int patience = (int) settings.connectTimeout().toMillis();
        client.setConnectTimeout(patience);
        client.getTransport().setTimeoutMs(patience);
        askForSignsOfLife(client);
        try {
            if (jump == null) {
                client.connect(target.address(), target.port());
            } else {
                client.connectVia(jump.newDirectConnection(target.address(), target.port()));
            }
            client.getConnection().setTimeoutMs(patience);
            login(client, target);
            return client;
        } catch (IOException failed) {
            quietly(client);
            throw named(target, pin, failed);
        }
    }

    private void login(SSHClient client, Target target) throws IOException {
        Path key = settings.keyPath().orElse(null);
        if (key == null || !Files.isReadable(key)) {
            throw new HostFailure(
                    HostTrouble.SSH_TARGET_INVALID,
                    "the private key file " + key + " cannot be read; set gantry.provisioner.ssh.key-path");
        }
        client.authPublickey(target.user(), client.loadKeys(key.toString()));
    }

    /** Before the connect: what is set later never starts. */
    private void askForSignsOfLife(SSHClient client) {
        if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner keepAlive) {
            keepAlive.setMaxAliveCount(MISSING_SIGNS_OF_LIFE);
            keepAlive.setKeepAliveInterval(
                    Math.max(1, (int) settings.keepaliveInterval().toSeconds()));
        }
    }

    private static HostFailure named(Target target, PinnedKey pin, IOException failed) {
        if (!pin.shownInstead().isEmpty()
                && failed instanceof SSHException ssh
                && ssh.getDisconnectReason() == DisconnectReason.HOST_KEY_NOT_VERIFIABLE) {
            return new HostFailure(
                    HostTrouble.HOST_KEY_CHANGED,
                    target + " shows host key " + pin.shownInstead().getFirst() + ", pinned is " + target.hostKey()
                            + "; if the host was reinstalled, set its new key, else someone stands between",
                    failed);
        }
        if (failed instanceof UserAuthException) {
            return new HostFailure(
                    HostTrouble.SSH_AUTH_FAILED,
                    target + " does not accept our key; add its public half to authorized_keys of that user",
                    failed);
        }
        Throwable root = rootOf(failed);
        if (root instanceof ConnectException
                && !(root instanceof SocketTimeoutException)
                && String.valueOf(root.getMessage()).contains("refused")) {
            return new HostFailure(HostTrouble.SSH_REFUSED, target + ": connection refused; is sshd running?", failed);
        }
        return new HostFailure(
                HostTrouble.HOST_UNREACHABLE, target + " cannot be reached: " + root.getMessage(), failed);
    }

    private static Throwable rootOf(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    static void quietly(SSHClient client) {
        try {
            client.disconnect();
        } catch (IOException | RuntimeException alreadyGone) {
            // nothing is left to close
        }
    }
}
