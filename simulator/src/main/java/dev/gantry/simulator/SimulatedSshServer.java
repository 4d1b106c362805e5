package dev.gantry.simulator;

import dev.gantry.simulator.ExecCommand.ConnectionFault;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/**
 * The SSH server of a host: keys only, its own host key kept in the host's folder. On loopback only, unless {@code
 * gantry.simulator.address} says otherwise, as it must in a container.
 */
final class SimulatedSshServer {
    private static final int REMEMBERED = 10_000;

    private final HostFolder folder;
    private final ServerThreads threads;
    private final AtomicInteger logins = new AtomicInteger();
    private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    private @Nullable SshServer server;

    SimulatedSshServer(HostFolder folder, ServerThreads threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /** Listens on the port, or a free one for 0; returns the port. */
    synchronized int open(int port) throws IOException {
        SshServer fresh = SshServer.setUpDefaultServer();
        threads.serve(fresh);
        fresh.setHost(System.getProperty(
                "gantry.simulator.address", InetAddress.getLoopbackAddress().getHostAddress()));
        fresh.setPort(port);
        fresh.setKeyPairProvider(shownKey());
        fresh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        fresh.setPublickeyAuthenticator((user, key, session) -> isAuthorized(key));
        fresh.setCommandFactory((channel, command) -> new ExecCommand(command, folder.shell(), note(command)));
        fresh.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        fresh.setFileSystemFactory(new VirtualFileSystemFactory(folder.root()));
        logins.set(0);
        CoreModuleProperties.TCP_NODELAY.set(fresh, true);
        CoreModuleProperties.SOCKET_REUSEADDR.set(fresh, true);
        fresh.start();
        server = fresh;
        return fresh.getPort();
    }

    synchronized void close() throws IOException {
        if (server != null) {
            server.stop(true);
            server = null;
        }
    }

    synchronized boolean isOpen() {
        return server != null;
    }

    List<String> commands() {
        synchronized (commands) {
            return List.copyOf(commands);
        }
    }

    /** The key by which the host was enrolled, which a host with the fault {@code changed-host-key} does not show. */
    String fingerprint() {
        return fingerprintOf(key("host_key"));
    }

    private KeyPairProvider shownKey() {
        return key(folder.fault(Fault.CHANGED_HOST_KEY).isPresent() ? "host_key_changed" : "host_key");
    }

    private KeyPairProvider key(String name) {
        SimpleGeneratorHostKeyProvider provider =
                new SimpleGeneratorHostKeyProvider(folder.home().resolve(name));
        provider.setAlgorithm(KeyUtils.EC_ALGORITHM);
        provider.setKeySize(256);
        return provider;
    }

    private static String fingerprintOf(KeyPairProvider provider) {
        try {
            return KeyUtils.getFingerPrint(
                    BuiltinDigests.sha256,
                    provider.loadKeys(null).iterator().next().getPublic());
        } catch (Exception e) {
            throw new IllegalStateException("cannot read the host key", e);
        }
    }

    private boolean isAuthorized(PublicKey key) {
        Path file = folder.home().resolve("authorized_keys");
        if (!Files.exists(file) || isClosedForNow()) {
            return false;
        }
        try {
            for (AuthorizedKeyEntry entry : AuthorizedKeyEntry.readAuthorizedKeys(file)) {
                PublicKey known = entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
                if (known != null && KeyUtils.compareKeys(known, key)) {
                    return true;
                }
            }
            return false;
        } catch (Exception e) {
            return false;
        }
    }

    private boolean isClosedForNow() {
        int refusals =
                Integer.parseInt(folder.fault(Fault.LOGIN_CLOSED_AFTER_REBOOT).orElse("0"));
        return refusals > 0 && Files.exists(folder.state("reboots")) && logins.incrementAndGet() <= refusals;
    }

    private ConnectionFault note(String command) {
        int number;
        synchronized (commands) {
            commands.add(command);
            if (commands.size() > REMEMBERED) {
                commands.removeFirst();
            }
            number = commands.size();
        }
        if (strikes(Fault.SSH_DROPS_BEFORE_EFFECT, number)) {
            return ConnectionFault.CUT_BEFORE_EFFECT;
        }
        return strikes(Fault.SSH_DROPS_AFTER_EFFECT, number)
                ? ConnectionFault.CUT_AFTER_EFFECT
                : ConnectionFault.ANSWERED;
    }

    private boolean strikes(Fault fault, int number) {
        Optional<String> value = folder.fault(fault);
        Path struck = folder.state("struck-" + fault.id());
        if (value.isEmpty() || number < Integer.parseInt(value.get()) || Files.exists(struck)) {
            return false;
        }
        try {
            Files.writeString(struck, "1\n");
            return true;
        } catch (IOException e) {
            throw new IllegalStateException("cannot note that " + fault.id() + " struck", e);
        }
    }
}
