package dev.gantry.provisioner.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.OpenSshServer;
import dev.gantry.provisioner.ssh.RemoteScript;
import dev.gantry.provisioner.ssh.SshHosts;
import dev.gantry.provisioner.ssh.SshSettingsForTests;
import dev.gantry.provisioner.ssh.SshTarget;
import dev.gantry.provisioner.ssh.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way into a host that does not lead there has a name of its own and says what to do. */
class LoginFailuresIT {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path key;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        key = OpenSshServer.clientKey(folder);
        server = new TestServer("ed25519");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void nobodyListens() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertTrouble(failure(at(closed)), RemoteReason.SSH_REFUSED, "is sshd running?");
    }

    @Test
    void theNameIsNotKnown() {
        SshTarget nowhere = SshTarget.of("no-such-host.invalid", 22, "root", "SHA256:x", null);
        assertTrouble(failure(nowhere), RemoteReason.HOST_UNREACHABLE, "no-such-host.invalid is not known");
    }

    @Test
    void aPortThatTakesTheConnectionAndSaysNothingIsLeftInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RemoteException failure = failure(SshSettingsForTests.hosts(key, SHORT), at(silent.getLocalPort()));
            assertTrouble(failure, RemoteReason.SSH_LOGIN_TIMEOUT, "did not end the login in");
        }
    }

    @Test
    void aSilentPortBehindAJumpHostIsLeftInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SshTarget behind = SshTarget.of("127.0.0.1", silent.getLocalPort(), "root", "SHA256:x", server.asJump());
            SshHosts hosts = SshSettingsForTests.hosts(key, Duration.ofSeconds(3));
            assertTrouble(failure(hosts, behind), RemoteReason.SSH_LOGIN_TIMEOUT, "did not end the login in");
        }
    }

    @Test
    void anotherProtocolAtThePort() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerOnce(web));
            assertTrouble(failure(at(web.getLocalPort())), RemoteReason.SSH_CONNECTION_DROPPED, "MaxStartups");
        }
    }

    private static void answerOnce(ServerSocket web) {
        try (Socket caller = web.accept()) {
            caller.getInputStream().readNBytes(4);
            caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            // the test is over
        }
    }

    @Test
    void noKeyExchangeInCommon() {
        server.tune(s -> s.setKeyExchangeFactories(
                List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.sntrup761x25519_openssh))));
        assertTrouble(failure(server.target()), RemoteReason.SSH_NOT_AGREED, "sntrup761x25519-sha512@openssh.com");
    }

    @Test
    void theKeyIsNotAuthorized() {
        server.rejectLogins();
        RemoteException failure = failure(server.target());
        assertTrouble(
                failure, RemoteReason.SSH_AUTH_FAILED, "does not accept our ssh-ed25519 key; add its public half");
    }

    @Test
    void keysAreNotTakenAtAll() {
        server.tune(s -> {
            s.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
            s.setPasswordAuthenticator((user, password, session) -> false);
        });
        assertTrouble(failure(server.target()), RemoteReason.SSH_AUTH_FAILED, "it takes [password] only");
    }

    @Test
    void theKeyAloneIsNotEnough() {
        server.tune(s -> {
            s.setUserAuthFactories(
                    List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
            CoreModuleProperties.AUTH_METHODS.set(s, "publickey,keyboard-interactive");
        });
        assertTrouble(
                failure(server.target()),
                RemoteReason.SSH_AUTH_FAILED,
                "takes our key but wants [keyboard-interactive]");
    }

    @Test
    void nobodyMayLogInWhileTheHostBoots() {
        server.rejectLogins();
        server.tune(s -> CoreModuleProperties.WELCOME_BANNER.set(
                s,
                "\"System is booting up. Unprivileged users are not permitted to log in yet. see pam_nologin(8).\"\n"));
        RemoteException failure = failure(server.target());
        assertTrouble(failure, RemoteReason.SSH_LOGIN_CLOSED, "lets nobody in now: \"System is booting up");
        assertThat(failure.reason().isRetryable()).isTrue();
    }

    @Test
    void aJumpHostThatDoesNotForward() {
        server.tune(s -> s.setForwardingFilter(RejectAllForwardingFilter.INSTANCE));
        SshTarget behind = SshTarget.of("127.0.0.1", 9, "root", "SHA256:x", server.asJump());
        assertTrouble(failure(behind), RemoteReason.JUMP_REFUSED, "AllowTcpForwarding");
    }

    @Test
    void whatIsWrongWithAJumpHostIsSaidOfTheJumpHost() {
        SshTarget behind = SshTarget.of("127.0.0.1", 9, "root", "SHA256:x", server.asJump());
        server.rejectLogins();
        assertTrouble(
                failure(behind),
                RemoteReason.SSH_AUTH_FAILED,
                "on the way to root@127.0.0.1:9, at its jump host: root@127.0.0.1:" + server.port());
    }

    @Test
    void ourOwnKeyIsNone() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no key\n");
        assertTrouble(
                failure(SshSettingsForTests.hosts(text), server.target()),
                RemoteReason.SSH_TARGET_INVALID,
                "cannot be used");
    }

    private static SshTarget at(int port) {
        return SshTarget.of("127.0.0.1", port, "root", "SHA256:x", null);
    }

    private RemoteException failure(SshTarget target) {
        return failure(SshSettingsForTests.hosts(key), target);
    }

    private static RemoteException failure(SshHosts hosts, SshTarget target) {
        return catchThrowableOfType(RemoteException.class, () -> hosts.run(target, new RemoteScript("true", PATIENT)));
    }

    private static void assertTrouble(RemoteException failure, RemoteReason trouble, String words) {
        assertThat(failure.reason()).as(failure.detail()).isEqualTo(trouble);
        assertThat(failure.detail()).contains(words);
    }
}
