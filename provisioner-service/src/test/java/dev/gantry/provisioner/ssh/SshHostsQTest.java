package dev.gantry.provisioner.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.gantry.provisioner.EngineCase;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SshHostsQTest extends EngineCase {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    SshHosts hosts;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer("ed25519", "RSA");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void answersWithStatusAndBothStreams() {
        // when
        CommandResult answer = hosts.run(server.target(), new RemoteScript("echo one; echo two >&2; (exit 3)", SOON));

        // then
        assertThat(answer).isEqualTo(new CommandResult(3, "one\n", "two\n", false));
    }

    @Test
    void commandsOfAScriptCannotEatTheScript() {
        // when
        CommandResult answer = hosts.run(server.target(), new RemoteScript("cat; echo after", SOON));

        // then
        assertThat(answer.out()).isEqualTo("after\n");
    }

    @Test
    void oneLoginServesManyScripts() {
        // when
        for (int i = 0; i < 5; i++) {
            hosts.run(server.target(), new RemoteScript("true", SOON));
        }

        // then
        assertThat(server.logins).hasValue(1);
    }

    @Test
    void noMoreCommandsAtOnceThanTheHostAllows() throws Exception {
        // given
        List<Callable<CommandResult>> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(() -> hosts.run(server.target(), new RemoteScript("echo done", SOON)));
        }

        // when
        List<Future<CommandResult>> all;
        try (var pool = Executors.newFixedThreadPool(30)) {
            all = pool.invokeAll(many);
        }

        // then
        assertThat(all).allSatisfy(one -> assertThat(one.get().out()).isEqualTo("done\n"));
        assertThat(server.logins).hasValue(1);
    }

    @Test
    void aChangedKeyIsItsOwnFailureAndNotRetryable() throws Exception {
        // given
        SshTarget pinned = server.target();
        server.changeKey("ed25519");

        // when
        RemoteException failure =
                catchThrowableOfType(RemoteException.class, () -> hosts.run(pinned, new RemoteScript("true", SOON)));

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.HOST_KEY_CHANGED);
        assertThat(failure.reason().code()).isEqualTo("host-key-changed");
        assertThat(failure.reason().isRetryable()).isFalse();
        assertThat(failure.detail()).contains(pinned.hostKey()).contains("shows host key SHA256:");
        assertThat(server.logins).hasValue(0);
    }

    @Test
    void aPinOfAnotherKindThanTheFirstOfferedHolds() {
        // given
        SshTarget byRsa = SshTarget.of("127.0.0.1", server.port(), "root", server.fingerprint(1), null);

        // when
        CommandResult answer = hosts.run(byRsa, new RemoteScript("echo in", SOON));

        // then
        assertThat(answer.out()).isEqualTo("in\n");
    }

    @Test
    void refusedUnreachableAndLoginFailedAreTold() throws Exception {
        // given
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        server.rejectLogins();

        // when
        RemoteReason refused = troubleOf(SshTarget.of("127.0.0.1", closed, "root", "SHA256:x", null));
        RemoteReason login = troubleOf(server.target());
        RemoteReason nowhere = troubleOf(SshTarget.of("no-such-host.invalid", 22, "root", "SHA256:x", null));
        RemoteReason badJump = catchThrowableOfType(
                        RemoteException.class, () -> SshTarget.of("127.0.0.1", 22, "root", "SHA256:x", "bastion"))
                .reason();

        // then
        assertThat(List.of(refused, login, nowhere, badJump))
                .containsExactly(
                        RemoteReason.SSH_REFUSED,
                        RemoteReason.SSH_AUTH_FAILED,
                        RemoteReason.HOST_UNREACHABLE,
                        RemoteReason.SSH_TARGET_INVALID);
    }

    @Test
    void aConnectionThatBreaksDuringTheLoginSaysNothingAboutOurKey() {
        // given
        server.tune(sshd -> sshd.setPublickeyAuthenticator((user, key, session) -> {
            session.getIoSession().close(true);
            return true;
        }));

        // when
        RemoteReason trouble = troubleOf(server.target());

        // then
        assertThat(trouble).isEqualTo(RemoteReason.SSH_CONNECTION_DROPPED);
        assertThat(trouble.isRetryable()).isTrue();
    }

    @Test
    void aConnectionThatBreaksAfterTheCommandLeavesTheEffectUnknown() {
        // given
        Path effect = folder.resolve("effect");

        // when
        Thread cutter = Thread.ofVirtual().start(() -> {
            await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> Files.exists(effect));
            server.cut();
        });
        RemoteReason trouble = catchThrowableOfType(
                        RemoteException.class,
                        () -> hosts.run(server.target(), new RemoteScript("touch " + effect + "; sleep 20", SOON)))
                .reason();

        // then
        assertThat(trouble).isEqualTo(RemoteReason.ANSWER_LOST);
        assertThat(trouble.leavesEffectUnknown()).isTrue();
        assertThat(effect).exists();
        assertThat(cutter).isNotNull();
    }

    @Test
    void aConnectionThatDiedWhileKeptIsReplacedUnnoticed() {
        // given
        hosts.run(server.target(), new RemoteScript("true", SOON));
        server.cut();

        // when
        CommandResult answer = hosts.run(server.target(), new RemoteScript("echo back", SOON));

        // then
        assertThat(answer.out()).isEqualTo("back\n");
        assertThat(server.logins).hasValue(2);
    }

    @Test
    void everyCommandEndsByItsDeadline() {
        // when
        RemoteException failure = catchThrowableOfType(
                RemoteException.class,
                () -> hosts.run(server.target(), new RemoteScript("echo begun; sleep 30", Duration.ofMillis(400))));

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.DEADLINE_EXCEEDED);
        assertThat(hosts.run(server.target(), new RemoteScript("echo again", SOON))
                        .out())
                .isEqualTo("again\n");
    }

    @Test
    void secretsAreMaskedAndOutputIsCapped() {
        // given
        StringBuilder live = new StringBuilder();
        RemoteScript script =
                new RemoteScript("echo token=s3cret; seq 1 900000", SOON, List.of("s3cret"), live::append);

        // when
        CommandResult answer = hosts.run(server.target(), script);

        // then
        assertThat(answer.out())
                .startsWith("token=******\n1\n")
                .endsWith("900000\n")
                .contains("bytes left out");
        assertThat(answer.cut()).isTrue();
        assertThat(live.toString()).startsWith("token=******\n").doesNotContain("s3cret");
    }

    @Test
    void aFileArrivesWholeOrNotAtAll() throws Exception {
        // given
        Path file = folder.resolve("driver.run");
        Files.write(file, new byte[3_000_000]);
        Path there = folder.resolve("deep/opt/driver it's.run");
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));

        // when
        hosts.deliver(server.target(), new FileDelivery(file, sum, there.toString(), "0700", SOON));
        hosts.deliver(server.target(), new FileDelivery(file, sum, there.toString(), "0700", SOON));

        // then
        assertThat(there).hasSameBinaryContentAs(file);
        assertThatThrownBy(() -> hosts.deliver(
                        server.target(), new FileDelivery(file, "0".repeat(64), there.toString() + "2", "0700", SOON)))
                .isInstanceOfSatisfying(RemoteException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(RemoteReason.DELIVERY_DAMAGED));
        assertThat(there.resolveSibling("driver it's.run2")).doesNotExist();
        assertThat(Files.list(there.getParent())).hasSize(1);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("x"), "x");
        FileDelivery into = new FileDelivery(file, "0".repeat(64), file + "/below/a/file", "0600", SOON);

        // when
        RemoteException failure =
                catchThrowableOfType(RemoteException.class, () -> hosts.deliver(server.target(), into));

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.DELIVERY_REFUSED);
    }

    @Test
    void goesThroughAJumpHostWithItsOwnPin() throws Exception {
        try (TestServer bastion = new TestServer("ed25519")) {
            // given
            SshTarget behind =
                    SshTarget.of("127.0.0.1", server.port(), "root", server.fingerprint(0), bastion.asJump());

            // when
            CommandResult answer = hosts.run(behind, new RemoteScript("echo through", SOON));

            // then
            assertThat(answer.out()).isEqualTo("through\n");
            assertThat(bastion.logins).hasValue(1);
        }
    }

    private RemoteReason troubleOf(SshTarget target) {
        return catchThrowableOfType(RemoteException.class, () -> hosts.run(target, new RemoteScript("true", SOON)))
                .reason();
    }
}
