package dev.gantry.provisioner.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
        Target wrong = Target.of("127.0.0.1", server.port(), server.target().user(), "SHA256:" + "A".repeat(43), null);

        // when
        HostFailure failure = failureOf(wrong, "true");

        // then
        assertThat(failure.trouble()).isEqualTo(HostTrouble.HOST_KEY_CHANGED);
        assertThat(failure.trouble().mayPass()).isFalse();
        assertThat(failure.detail()).contains(server.fingerprint()).contains("A".repeat(43));
        assertThat(server.log()).doesNotContain("Accepted publickey");
    }

    @Test
    void aKeyThatChangesAfterwardsIsNoticedAtTheNextLogin() throws Exception {
        // given
        OpenSshServer server = server();
        Target pinned = server.target();
        hosts.run(pinned, new Script("true", SOON));
        hosts.forget(pinned);
        server.stop();
        server.newHostKey();
        server.start();

        // when
        HostFailure failure = failureOf(pinned, "true");

        // then
        assertThat(failure.trouble()).isEqualTo(HostTrouble.HOST_KEY_CHANGED);
        assertThat(failure.detail()).contains("shows host key " + server.fingerprint());
    }

    @Test
    void aKeyThatIsNotAuthorizedIsToldAsSuch() throws Exception {
        // given
        OpenSshServer server = server();
        Path stranger = OpenSshServer.clientKey(Files.createDirectories(folder.resolve("stranger")));

        // when
        HostFailure failure = catchThrowableOfType(HostFailure.class, () -> SshSettingsForTests.hosts(stranger)
                .run(server.target(), new Script("true", SOON)));

        // then
        assertThat(failure.trouble()).isEqualTo(HostTrouble.SSH_AUTH_FAILED);
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
        List<Callable<Answer>> logins = addresses.stream()
                .<Callable<Answer>>map(a -> () -> hosts.run(server.target(a), new Script("echo in", SOON)))
                .toList();

        // when
        List<Future<Answer>> all = together(logins);

        // then
        for (Future<Answer> one : all) {
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
            HostFailure failure = failureOf(server.target(), "true");

            // then
            assertThat(failure.trouble()).isEqualTo(HostTrouble.SSH_TURNED_AWAY);
            assertThat(failure.trouble().mayPass()).isTrue();
        }
    }

    @Test
    void goesThroughAJumpHostToOneBehind() throws Exception {
        // given
        OpenSshServer bastion = server();
        OpenSshServer behind = server();
        Target target =
                Target.of("127.0.0.1", behind.port(), behind.target().user(), behind.fingerprint(), bastion.asJump());

        // when
        Answer answer = hosts.run(target, new Script("echo through", SOON));

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
        Target target =
                Target.of("127.0.0.1", behind.port(), behind.target().user(), behind.fingerprint(), bastion.asJump());

        // when
        HostFailure failure = failureOf(target, "true");

        // then
        assertThat(failure.trouble()).isEqualTo(HostTrouble.JUMP_REFUSED);
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
        Target host = Target.of("127.0.0.1", server.port(), user, server.fingerprint(), null);

        // when: a command that ends before it was sent all of its input is met at other instants each time
        List<HostFailure> failures =
                IntStream.range(0, 40).mapToObj(i -> failureOf(host, "true")).toList();

        // then
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.trouble()).isEqualTo(HostTrouble.SUDO_REFUSED);
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
