package dev.gantry.provisioner.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The way into a real OpenSSH server: host keys, keys, limits, jump hosts, sudo. */
class OpenSshLoginIT extends OpenSshCase {

    @Test
    void aWrongPinIsAChangedKeyAndSendsNothing() throws Exception {
        // given
        OpenSshServer server = server();
        SshTarget wrong =
                SshTarget.of("127.0.0.1", server.port(), server.target().user(), "SHA256:" + "A".repeat(43), null);

        // when
        RemoteException failure = failureOf(wrong, "true");

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.HOST_KEY_CHANGED);
        assertThat(failure.reason().isRetryable()).isFalse();
        assertThat(failure.detail()).contains(server.fingerprint()).contains("A".repeat(43));
        assertThat(server.log()).doesNotContain("Accepted publickey");
    }

    @Test
    void aKeyThatChangesAfterwardsIsNoticedAtTheNextLogin() throws Exception {
        // given
        OpenSshServer server = server();
        SshTarget pinned = server.target();
        hosts.run(pinned, new RemoteScript("true", SOON));
        hosts.forget(pinned);
        server.stop();
        server.newHostKey();
        server.start();

        // when
        RemoteException failure = failureOf(pinned, "true");

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.HOST_KEY_CHANGED);
        assertThat(failure.detail()).contains("shows host key " + server.fingerprint());
    }

    @Test
    void aKeyThatIsNotAuthorizedIsToldAsSuch() throws Exception {
        // given
        OpenSshServer server = server();
        Path stranger = OpenSshServer.clientKey(Files.createDirectories(folder.resolve("stranger")));

        // when
        RemoteException failure = catchThrowableOfType(RemoteException.class, () -> SshSettingsForTests.hosts(stranger)
                .run(server.target(), new RemoteScript("true", SOON)));

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.SSH_AUTH_FAILED);
    }

    @Test
    void manyHostsAtOnceStayBelowMaxStartups() throws Exception {
        // given
        List<String> addresses =
                // sshd listens at 16 addresses at most.
                IntStream.rangeClosed(1, 16).mapToObj(i -> "127.0.0." + i).toList();
        OpenSshServer server = server(concat(
                "MaxStartups 10:100:10",
                addresses.stream().map(a -> "ListenAddress " + a).toList()));
        List<Callable<CommandResult>> logins = addresses.stream()
                .<Callable<CommandResult>>map(a -> () -> hosts.run(server.target(a), new RemoteScript("echo in", SOON)))
                .toList();

        // when
        List<Future<CommandResult>> all = together(logins);

        // then
        for (Future<CommandResult> one : all) {
            assertThat(one.get().out()).isEqualTo("in\n");
        }
        assertThat(hosts.connected()).isEqualTo(addresses.size());
        assertThat(server.log()).doesNotContain("MaxStartups");
    }

    @Test
    void aLoginThatMaxStartupsDropsMayPassLater() throws Exception {
        // given
        OpenSshServer server = server("MaxStartups 1:100:1", "LoginGraceTime 60");
        try (Socket first = server.loginUnderWay()) {
            assertThat(first.isConnected()).isTrue();

            // when
            RemoteException failure = failureOf(server.target(), "true");

            // then
            assertThat(failure.reason()).isEqualTo(RemoteReason.SSH_CONNECTION_DROPPED);
            assertThat(failure.reason().isRetryable()).isTrue();
        }
    }

    @Test
    void goesThroughAJumpHostToOneBehind() throws Exception {
        // given
        OpenSshServer bastion = server();
        OpenSshServer behind = server();
        SshTarget target = SshTarget.of(
                "127.0.0.1", behind.port(), behind.target().user(), behind.fingerprint(), bastion.asJump());

        // when
        CommandResult answer = hosts.run(target, new RemoteScript("echo through", SOON));

        // then
        assertThat(answer.out()).isEqualTo("through\n");
        assertThat(bastion.log()).contains("Accepted publickey");
        assertThat(behind.log()).contains("Accepted publickey");
    }

    @Test
    void aJumpHostThatForwardsNothingIsToldAsSuch() throws Exception {
        // given
        OpenSshServer bastion = server("AllowTcpForwarding no");
        OpenSshServer behind = server();
        SshTarget target = SshTarget.of(
                "127.0.0.1", behind.port(), behind.target().user(), behind.fingerprint(), bastion.asJump());

        // when
        RemoteException failure = failureOf(target, "true");

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.JUMP_REFUSED);
        assertThat(behind.log()).doesNotContain("Accepted publickey");
    }

    @Test
    void aUserWithoutSudoIsToldSo() throws Exception {
        // given
        String user = OpenSshServer.isRoot() ? someUserWithAShell() : System.getProperty("user.name");
        assumeTrue(!user.isEmpty(), "SKIPPED: no user but root has a shell on this machine");
        Path empty = Files.createDirectories(folder.resolve("no-tools"));
        Files.createSymbolicLink(empty.resolve("sh"), Path.of("/bin/sh"));
        // Without PAM sshd refuses an account that has never had a password as locked.
        OpenSshServer server = server("SetEnv PATH=" + empty, OpenSshServer.isRoot() ? "UsePAM yes" : "UsePAM no");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        SshTarget host = SshTarget.of("127.0.0.1", server.port(), user, server.fingerprint(), null);

        // when: a command that ends before it was sent all of its input is met at other instants each time
        List<RemoteException> failures =
                IntStream.range(0, 40).mapToObj(i -> failureOf(host, "true")).toList();

        // then
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.reason()).isEqualTo(RemoteReason.SUDO_REFUSED);
            assertThat(failure.detail()).contains("sudo").contains("not found");
        });
    }

    private static String[] concat(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all.toArray(String[]::new);
    }

    /** Sample: {@code postgres:x:113:118:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash}. */
    private static String someUserWithAShell() throws Exception {
        return Files.readAllLines(Path.of("/etc/passwd")).stream()
                .filter(line -> line.matches("[^:]+:[^:]*:[1-9].*:/(usr/)?bin/(ba|da)?sh"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .findFirst()
                .orElse("");
    }
}
