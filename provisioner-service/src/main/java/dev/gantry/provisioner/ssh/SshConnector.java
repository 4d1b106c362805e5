package dev.gantry.provisioner.ssh;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.login.ConnectedSocketFactory;
import dev.gantry.provisioner.ssh.login.LoginFailures;
import dev.gantry.provisioner.ssh.login.PinnedKeyVerifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import org.jspecify.annotations.Nullable;

/** Opens one authenticated SSH connection to a host whose key is pinned. Every way it can fail has a name and an end in time. */
@ApplicationScoped
class SshConnector {

    /** Kinds of host key, the usual pin first. */
    private static final List<List<String>> KEY_KINDS = List.of(
            List.of("ssh-ed25519"),
            List.of("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
            List.of("rsa-sha2-512", "rsa-sha2-256"));

    private static final int MISSING_SIGNS_OF_LIFE = 3;
    private static final int TURNS_AT_MOST = 4;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final SshSettings settings;
    private final Config config;
    private final Map<String, Semaphore> sites = new ConcurrentHashMap<>();
    private final Map<String, Integer> kindByKey = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ssh-login").factory());

    SshConnector(SshSettings settings) {
        this.settings = settings;
        DefaultConfig made = new DefaultConfig();
        made.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        this.config = made;
    }

    /**
     * A host shows one key of several kinds; the pin fits one of them. All kinds are tried before a key counts as changed.
     *
     * @throws RemoteException saying which of unreachable, refused, key changed or login failed it was
     */
    SSHClient open(SshTarget target, @Nullable SSHClient jump) {
        int first = kindByKey.getOrDefault(target.hostKey(), 0);
        RemoteException changed = null;
        for (int turn = 0; turn < KEY_KINDS.size(); turn++) {
            int kind = (first + turn) % KEY_KINDS.size();
            try {
                SSHClient client = attempt(target, jump, new PinnedKeyVerifier(target.hostKey(), KEY_KINDS.get(kind)));
                kindByKey.put(target.hostKey(), kind);
                return client;
            } catch (RemoteException failure) {
                if (failure.reason() != RemoteReason.HOST_KEY_CHANGED) {
                    throw failure;
                }
                changed = changed == null ? failure : changed;
            }
        }
        throw changed == null ? new RemoteException(RemoteReason.HOST_KEY_CHANGED, target + ": no key shown") : changed;
    }

    private SSHClient attempt(SshTarget target, @Nullable SSHClient jump, PinnedKeyVerifier pin) {
        SSHClient client = new SSHClient(config);
        client.addHostKeyVerifier(pin);
        int patience = (int) settings.loginTimeout().toMillis();
        client.getTransport().setTimeoutMs(patience);
        client.getConnection().setTimeoutMs(patience);
        askForSignsOfLife(client);
        KeyProvider key = key(client);
        Semaphore turns = sites.computeIfAbsent(target.site(), site -> new Semaphore(settings.handshakesLimit(), true));
        SshRoute way = jump == null ? direct(target, client, turns) : through(target, jump, client, turns);
        AtomicBoolean late = new AtomicBoolean();
        Future<?> guard = watch.schedule(
                () -> {
                    late.set(true);
                    Thread.ofVirtual().start(way::close);
                },
                patience,
                TimeUnit.MILLISECONDS);
        try {
            login(target, client, way, key, pin);
            return client;
        } catch (RemoteException failed) {
            way.close();
            quietly(client);
            throw late.get()
                    ? LoginFailures.late(target, settings.loginTimeout().toSeconds())
                    : failed;
        } finally {
            guard.cancel(false);
            turns.release();
        }
    }

    private void login(SshTarget target, SSHClient client, SshRoute way, KeyProvider key, PinnedKeyVerifier pin) {
        try {
            way.connect();
            client.authPublickey(target.user(), key);
        } catch (UserAuthException refused) {
            throw LoginFailures.cutOff(target, refused)
                    .orElseGet(() -> LoginFailures.unauthorized(target, kindOf(key), client.getUserAuth(), refused));
        } catch (IOException failed) {
            throw LoginFailures.unagreed(target, pin, failed);
        }
    }

    /** Takes a turn, too. A host that does not answer at once is waited for without one, so that it holds up no other. */
    private SshRoute direct(SshTarget target, SSHClient client, Semaphore turns) {
        takeTurn(target, turns);
        try {
            return dialled(target, client, AT_ONCE);
        } catch (RemoteException failure) {
            turns.release();
            if (!(failure.getCause() instanceof SocketTimeoutException)) {
                throw failure;
            }
        }
        return holdingTurn(target, dialled(target, client, settings.connectTimeout()), turns);
    }

    private static SshRoute dialled(SshTarget target, SSHClient client, Duration patience) {
        try {
            return new SshRoute.Direct(
                    client, ConnectedSocketFactory.to(target.address(), target.port(), patience), target);
        } catch (IOException failed) {
            throw LoginFailures.unreached(target, failed);
        }
    }

    /** Takes a turn, too, once the jump host has reached the host. */
    private SshRoute through(SshTarget target, SSHClient jump, SSHClient client, Semaphore turns) {
        try {
            SshRoute way = new SshRoute.Forwarded(client, jump.newDirectConnection(target.address(), target.port()));
            return holdingTurn(target, way, turns);
        } catch (IOException failed) {
            throw LoginFailures.unforwarded(target, failed);
        }
    }

    private SshRoute holdingTurn(SshTarget target, SshRoute way, Semaphore turns) {
        try {
            takeTurn(target, turns);
            return way;
        } catch (RemoteException failed) {
            way.close();
            throw failed;
        }
    }

    /** Logins cost both sides much and sshd drops some when there are many, so that only a few to a site are under way at once. */
    private void takeTurn(SshTarget target, Semaphore turns) {
        long seconds = settings.loginTimeout().multipliedBy(TURNS_AT_MOST).toSeconds();
        try {
            if (!turns.tryAcquire(seconds, TimeUnit.SECONDS)) {
                throw new RemoteException(
                        RemoteReason.SSH_LOGIN_TIMEOUT,
                        target + ": other logins to this site took all turns for " + seconds + " s; try later");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RemoteException(
                    RemoteReason.HOST_UNREACHABLE, target + ": stopped while waiting to log in", stopped);
        }
    }

    private KeyProvider key(SSHClient client) {
        Path file = settings.keyPath().orElse(null);
        if (file == null || !Files.isReadable(file)) {
            throw LoginFailures.unusableKey("the private key file " + file + " cannot be read");
        }
        try {
            KeyProvider key = client.loadKeys(file.toString());
            key.getPrivate();
            return key;
        } catch (IOException | RuntimeException unusable) {
            throw LoginFailures.unusableKey("the private key in " + file + " cannot be used: " + unusable.getMessage());
        }
    }

    private static String kindOf(KeyProvider key) {
        try {
            return key.getType().toString();
        } catch (IOException unknown) {
            return "";
        }
    }

    /** Before the connect: what is set later never starts. */
    private void askForSignsOfLife(SSHClient client) {
        if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner keepAlive) {
            keepAlive.setMaxAliveCount(MISSING_SIGNS_OF_LIFE);
            keepAlive.setKeepAliveInterval(
                    Math.max(1, (int) settings.keepaliveInterval().toSeconds()));
        }
    }

    static void quietly(SSHClient client) {
        try {
            client.disconnect();
        } catch (IOException | RuntimeException alreadyGone) {
            // nothing is left to close
        }
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
    }
}
