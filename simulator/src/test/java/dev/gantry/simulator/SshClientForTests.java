package dev.gantry.simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** An SSH client with a key of its own, for the tests. */
final class SshClientForTests implements AutoCloseable {
    private final SshClient client = SshClient.setUpDefaultClient();
    private final KeyPair key;

    SshClientForTests() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        key = generator.generateKeyPair();
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.setServerKeyVerifier((session, address, serverKey) -> true);
        client.start();
    }

    record Answer(@Nullable Integer code, String out, String err) {}

    String publicKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    ClientSession connect(int port) throws IOException {
        ClientSession session = client.connect("stack", "127.0.0.1", port)
                .verify(Duration.ofSeconds(10))
                .getSession();
        session.addPublicKeyIdentity(key);
        session.auth().verify(Duration.ofSeconds(10));
        return session;
    }

    Answer run(SimulatedHost host, String command) throws IOException {
        return run(host, command, "");
    }

    Answer run(SimulatedHost host, String command, String input) throws IOException {
        try (ClientSession session = connect(host.port())) {
            return run(session, command, input);
        }
    }

    /** Runs a script as root, as a whole on standard input. */
    Answer sudo(SimulatedHost host, String script) throws IOException {
        return run(host, "sudo -n sh -s", script);
    }

    static Answer run(ClientSession session, String command, String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(Duration.ofSeconds(10));
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(60));
            return new Answer(
                    channel.getExitStatus(),
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
