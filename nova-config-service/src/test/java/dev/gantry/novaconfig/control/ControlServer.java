package dev.gantry.novaconfig.control;

import dev.gantry.novaconfig.model.settings.ControlHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.jspecify.annotations.Nullable;

/** A real SSH server that runs commands with a real shell, in a home of its own. */
public final class ControlServer implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path home;
    private final Path key;
    private final String fingerprint;

    public ControlServer(Path base) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair host = generator.generateKeyPair();
        KeyPair login = generator.generateKeyPair();
        fingerprint = KeyUtils.getFingerPrint(host.getPublic());
        home = Files.createDirectories(base.resolve("home"));
        key = base.resolve("id");
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, "test", null, out);
        }
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator((user, shown, session) -> KeyUtils.compareKeys(shown, login.getPublic()));
        server.setCommandFactory((channel, command) -> new ProcessShellFactory(
                        command, "/bin/sh", "-c", "export HOME='" + home + "'; " + command)
                .createShell(channel));
        server.start();
    }

    /** The home of the one who logs in. */
    public Path home() {
        return home;
    }

    public int port() {
        return server.getPort();
    }

    public Path key() {
        return key;
    }

    public String fingerprint() {
        return fingerprint;
    }

    public ControlHost host(String pin, @Nullable String command) {
        return new ControlHost("127.0.0.1", server.getPort(), "stack", pin, key.toString(), command, null);
    }

    /** Cuts every connection, as a network does; what runs there goes on. */
    public void cut() {
        server.getActiveSessions().forEach(s -> s.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
