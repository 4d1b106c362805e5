package dev.gantry.provisioner.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commands and files of a real OpenSSH server, also when its connection ends or falls silent. */
class OpenSshIT extends OpenSshCase {

    private static final int MIB = 1 << 20;

    @Test
    void runsScriptsWhereThePinFits() throws Exception {
        // given
        SshTarget host = server().target();

        // when
        CommandResult answer = hosts.run(host, new RemoteScript("echo one; echo two >&2; cat; (exit 3)", SOON));

        // then
        assertThat(answer).isEqualTo(new CommandResult(3, "one\n", "two\n", false));
    }

    @Test
    void aFloodOnOneStreamDoesNotStopTheOther() throws Exception {
        // given
        SshTarget host = server().target();

        // when
        CommandResult answer =
                hosts.run(host, new RemoteScript("yes 0123456789 | head -c 6000000 >&2; printf 'a\\0b\\n'", SOON));

        // then
        assertThat(answer.out()).isEqualTo("a\uFFFDb\n");
        assertThat(answer.err()).hasSizeGreaterThan(1_000_000);
    }

    @Test
    void fewerSessionsThanWeWouldUseAreEnough() throws Exception {
        // given
        OpenSshServer server = server("MaxSessions 1");
        List<Callable<CommandResult>> many = IntStream.range(0, 12)
                .<Callable<CommandResult>>mapToObj(
                        i -> () -> hosts.run(server.target(), new RemoteScript("sleep 0.1; echo " + i, SOON)))
                .toList();

        // when
        List<Future<CommandResult>> all = together(many);

        // then
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get().out()).isEqualTo(i + "\n");
        }
    }

    @Test
    void aCommandEndsByItsDeadlineAndTheNextOneFindsAWay() throws Exception {
        // given
        SshTarget host = server().target();

        // when
        RemoteException failure = catchThrowableOfType(
                RemoteException.class,
                () -> hosts.run(host, new RemoteScript("echo begun; sleep 8", Duration.ofMillis(600))));

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.DEADLINE_EXCEEDED);
        assertThat(hosts.run(host, new RemoteScript("echo again", SOON)).out()).isEqualTo("again\n");
    }

    @Test
    void aKilledConnectionLeavesTheEffectUnknown() throws Exception {
        // given
        SshTarget host = server().target();
        Path session = folder.resolve("session");

        // when
        RemoteException failure = whileSignalled(host, session, "KILL");

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.ANSWER_LOST);
        assertThat(failure.reason().leavesEffectUnknown()).isTrue();
        assertThat(hosts.run(host, new RemoteScript("echo back", SOON)).out()).isEqualTo("back\n");
    }

    @Test
    void aHostThatFallsSilentIsNoticedBySignsOfLife() throws Exception {
        // given
        SshTarget host = server().target();
        Path session = folder.resolve("session");

        // when
        long before = System.nanoTime();
        RemoteException failure = whileSignalled(host, session, "STOP");

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.ANSWER_LOST);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        signal(session, "KILL");
    }

    @Test
    void aLargeFileArrivesWithItsChecksum() throws Exception {
        // given
        SshTarget host = server().target();
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
        hosts.deliver(host, new FileDelivery(file, Checksum.of(file), there.toString(), "0700", Duration.ofMinutes(3)));

        // then
        assertThat(Checksum.of(there)).isEqualTo(Checksum.of(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
                .isEqualTo("rwx------");
    }

    /** A command of {@code host} whose SSH session gets that signal once it runs. */
    private RemoteException whileSignalled(SshTarget host, Path session, String signal) {
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
}
