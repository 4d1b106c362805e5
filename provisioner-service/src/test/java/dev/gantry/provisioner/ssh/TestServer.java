package dev.gantry.provisioner.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** A real SSH server on loopback that runs commands in the machine's own shell. */
public final class TestServer implements AutoCloseable {

    final AtomicInteger logins = new AtomicInteger();
    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final List<KeyPair> keys = new ArrayList<>();

    public TestServer(String... keyKinds) throws Exception {
        this(InetAddress.getByName("127.0.0.1"), keyKinds);
    }

    public TestServer(InetAddress address, String... keyKinds) throws Exception {
        for (String kind : keyKinds) {
            keys.add(keyPair(kind));
        }
        server.setHost(address.getHostAddress());
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(keys));
        server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
        server.setCommandFactory(
                (channel, command) -> new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                if (event == Event.Authenticated) {
                    logins.incrementAndGet();
                    sessions.add(session);
                }
            }
        });
        server.start();
    }

    public static KeyPair keyPair(String kind) throws Exception {
        if ("ed25519".equals(kind)) {
            return SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
        }
        KeyPairGenerator made = KeyPairGenerator.getInstance(kind);
        made.initialize("EC".equals(kind) ? 256 : 2048);
        return made.generateKeyPair();
    }

    public int port() {
        return server.getPort();
    }

    public String fingerprint(int key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, keys.get(key).getPublic());
    }

    public SshTarget target() {
        return SshTarget.of("127.0.0.1", port(), "root", fingerprint(0), null);
    }

    public String asJump() {
        return "root@127.0.0.1:" + port() + "|" + fingerprint(0);
    }

    /** For what one test needs of it and others do not; takes effect with the next connection. */
    public void tune(Consumer<SshServer> how) {
        how.accept(server);
    }

    public void rejectLogins() {
        server.setPublickeyAuthenticator(RejectAllPublickeyAuthenticator.INSTANCE);
    }

    public void changeKey(String kind) throws Exception {
        server.setKeyPairProvider(KeyPairProvider.wrap(keyPair(kind)));
    }

    /** Breaks every connection as a network does, without a goodbye. */
    public void cut() {
        sessions.forEach(session -> session.getIoSession().close(true));
        sessions.clear();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
