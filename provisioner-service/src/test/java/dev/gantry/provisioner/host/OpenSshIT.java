package dev.gantry.provisioner.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door against the machine's real OpenSSH server. Run by another user than root, sudo is a stand-in in sshd's PATH. */
class OpenSshIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path key;
    private SshHosts hosts;
    private final List<OpenSshServer> servers = new ArrayList<>();

    @BeforeEach
    void door() throws Exception {
        String whyNot = OpenSshServer.whyNot();
        assumeTrue(whyNot.isEmpty(), whyNot);
        key = OpenSshServer.clientKey(folder);
        hosts = SshSettingsForTests.hosts(key);
    }

    @AfterEach
    void stop() throws Exception {
        for (OpenSshServer server : servers) {
            server.close();
        }
    }

    private OpenSshServer server(String... options) throws Exception {
        List<String> lines = new ArrayList<>(List.of(options));
        if (!OpenSshServer.isRoot() && lines.stream().noneMatch(line -> line.startsWith("SetEnv"))) {
            lines.add("SetEnv PATH=" + folderWithSudo() + ":/usr/bin:/bin");
        }
        OpenSshServer server =
                new OpenSshServer(folder.resolve("sshd" + servers.size()), key, lines.toArray(String[]::new));
        servers.add(server);
        return server;
    }

    private Path folderWithSudo() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path sudo = Files.writeString(tools.resolve("sudo"), "#!/bin/sh\nshift\nexec \"$@\"\n");
        Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
        return tools;
    }

    @Test
    void runsScriptsWhereThePinFits() throws Exception {
        // given
        Target host = server().target();

        // when
        Answer answer = hosts.run(host, new Script("echo one; echo two >&2; cat; (exit 3)", SOON));

        // then
        assertThat(answer).isEqualTo(new Answer(3, "one\n", "two\n", false));
    }

    @Test
    void aFloodOnOneStreamDoesNotStopTheOther() throws Exception {
        // given
        Target host = server().target();

        // when
        Answer answer = hosts.run(host, new Script("yes 0123456789 | head -c 6000000 >&2; printf 'a\\0b\\n'", SOON));

        // then
        assertThat(answer.out()).isEqualTo("a\uFFFDb\n");
        assertThat(answer.err()).hasSizeGreaterThan(1_000_000);
    }

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
    void fewerSessionsThanWeWouldUseAreEnough() throws Exception {
        // given
        OpenSshServer server = server("MaxSessions 1");
        List<Callable<Answer>> many = IntStream.range(0, 12)
                .<Callable<Answer>>mapToObj(
                        i -> () -> hosts.run(server.target(), new Script("sleep 0.1; echo " + i, SOON)))
                .toList();

        // when
        List<Future<Answer>> all = together(many);

        // then
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get().out()).isEqualTo(i + "\n");
        }
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
    void aCommandEndsByItsDeadlineAndTheNextOneFindsAWay() throws Exception {
        // given
        Target host = server().target();

        // when
        HostFailure failure = catchThrowableOfType(
                HostFailure.class, () -> hosts.run(host, new Script("echo begun; sleep 8", Duration.ofMillis(600))));

        // then
        assertThat(failure.trouble()).isEqualTo(HostTrouble.DEADLINE_EXCEEDED);
        assertThat(hosts.run(host, new Script("echo again", SOON)).out()).isEqualTo("again\n");
    }

    @Test
    void aKilledConnectionLeavesTheEffectUnknown() throws Exception {
        // given
        Target host = server().target();
        Path session = folder.resolve("session");

        // when
        HostFailure failure = whileSignalled(host, session, "KILL");

        // then
        assertThat(failure.trouble()).isEqualTo(HostTrouble.ANSWER_LOST);
        assertThat(failure.trouble().leavesEffectUnknown()).isTrue();
        assertThat(hosts.run(host, new Script("echo back", SOON)).out()).isEqualTo("back\n");
    }

    @Test
    void aHostThatFallsSilentIsNoticedBySignsOfLife() throws Exception {
        // given
        Target host = server().target();
        Path session = folder.resolve("session");

        // when
        long before = System.nanoTime();
        HostFailure failure = whileSignalled(host, session, "STOP");

        // then
        assertThat(failure.trouble()).isEqualTo(HostTrouble.ANSWER_LOST);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        signal(session, "KILL");
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
    void aLargeFileArrivesWithItsChecksum() throws Exception {
        // given
        Target host = server().target();
        Path file = folder.resolve("driver.run");
        Random random = new Random(3);
        byte[] piece = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 64; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        Path there = folder.resolve("opt/driver.run");

        // when
        hosts.deliver(host, new Delivery(file, Checksum.of(file), there.toString(), "0700", Duration.ofMinutes(3)));

        // then
        assertThat(Checksum.of(there)).isEqualTo(Checksum.of(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
                .isEqualTo("rwx------");
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

        // when
        HostFailure failure = failureOf(host, "true");

        // then
        assertThat(failure.trouble()).isEqualTo(HostTrouble.SUDO_REFUSED);
        assertThat(failure.detail()).contains("sudo").contains("not found");
    }

    /** A command of {@code host} whose SSH session gets that signal once it runs. */
    private HostFailure whileSignalled(Target host, Path session, String signal) {
        Thread hand = Thread.ofVirtual().start(() -> {
            await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> Files.exists(session));
            signal(session, signal);
        });
        try {
            return failureOf(host, "echo $PPID >" + session + ".new; mv " + session + ".new " + session + "; sleep 9");
        } finally {
            hand.interrupt();
        }
    }

    private static void signal(Path session, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Files.readString(session).strip())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HostFailure failureOf(Target target, String script) {
        return catchThrowableOfType(HostFailure.class, () -> hosts.run(target, new Script(script, SOON)));
    }

    private static List<Future<Answer>> together(List<Callable<Answer>> calls) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(calls.size())) {
            return pool.invokeAll(calls);
        }
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
