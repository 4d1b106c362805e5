package dev.gantry.novaconfig.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.model.ControlHost;
import dev.gantry.novaconfig.model.ReconfigureCommand;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlShellTest {

    @TempDir
    Path temp;

    private final SshServer server = SshServer.setUpDefaultServer();
    private final StringBuilder output = new StringBuilder();
    private String fingerprint;
    private Path key;

    @BeforeEach
    void startServer() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair host = generator.generateKeyPair();
        KeyPair login = generator.generateKeyPair();
        fingerprint = KeyUtils.getFingerPrint(host.getPublic());
        key = temp.resolve("id");
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, "test", null, out);
        }
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator((user, shown, session) -> KeyUtils.compareKeys(shown, login.getPublic()));
        server.setCommandFactory(
                (channel, command) -> new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel));
        server.start();
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop(true);
    }

    @Test
    void handsOnTheOutputAndTheEnd() {
        // given
        String command = ReconfigureCommand.fill("echo limit {hosts}; echo broken >&2", List.of("b", "a'; echo x"));
        // when
        ControlShell.Answer answer = new ControlShell().run(host(fingerprint), command, output::append);
        // then
        assertThat(answer).isEqualTo(new ControlShell.Answer(true, "done", "exit status 0", false));
        assertThat(output).hasToString("limit a'; echo x,b\nbroken\n");
    }

    @Test
    void failingCommandIsNotTriedAgain() {
        // when
        ControlShell.Answer answer = new ControlShell().run(host(fingerprint), "exit 3", output::append);
        // then
        assertThat(answer).isEqualTo(new ControlShell.Answer(false, "command-failed", "exit status 3", false));
    }

    @Test
    void otherHostKeyIsNamedAndNeverTriedAgain() {
        // when
        ControlShell.Answer answer = new ControlShell().run(host("SHA256:other"), "true", output::append);
        // then
        assertThat(answer.reason()).isEqualTo("host-key-changed");
        assertThat(answer.detail()).contains(fingerprint, "SHA256:other");
        assertThat(answer.retryable()).isFalse();
    }

    @Test
    void closedPortMayBetterLater() throws Exception {
        // given
        ControlHost host = host(fingerprint);
        server.stop(true);
        // when
        ControlShell.Answer answer = new ControlShell().run(host, "true", output::append);
        // then
        assertThat(answer.reason()).isEqualTo("unreachable");
        assertThat(answer.retryable()).isTrue();
    }

    private ControlHost host(String pin) {
        return new ControlHost("127.0.0.1", server.getPort(), "stack", pin, key.toString(), null, null);
    }
}
