package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gantry.simulator.HostDescription.Card;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of the SSH server of a simulated host: who is let in, many commands at once, and what ends with a session. */
class SessionsIT {
    private static final HostDescription GUIDE = new HostDescription(
                    "computegpu000",
                    Os.DEBIAN_12,
                    CpuVendor.INTEL,
                    List.of(Card.a100("0000:17:00.0"), Card.a100("0000:65:00.0")))
            .withRebootTime(Duration.ofMillis(200));

    @TempDir
    Path folder;

    private SshClientForTests ssh;

    @BeforeEach
    void startClient() throws Exception {
        ssh = new SshClientForTests();
    }

    @AfterEach
    void stopClient() {
        ssh.close();
    }

    @Test
    void letsOnlyKnownKeysIn() throws Exception {
        try (SimulatedHost host = host(GUIDE);
                SshClientForTests stranger = new SshClientForTests()) {
            // when // then
            assertThatThrownBy(() -> stranger.run(host, "true")).hasMessageContaining("No more authentication methods");
        }
    }

    @Test
    void endsWhatASessionRanWhenTheClientLeaves() throws Exception {
        try (SimulatedHost host = host(GUIDE)) {
            // given
            Path alive = host.root().resolve("home/stack/alive");
            ClientSession session = ssh.connect(host.port());
            session.createExecChannel("echo $$ >alive; sleep 300 & wait").open().verify();
            await().until(() -> Files.exists(alive) && Files.size(alive) > 0);
            ProcessHandle process = ProcessHandle.of(
                            Long.parseLong(Files.readString(alive).strip()))
                    .orElseThrow();

            // when
            session.close(true);

            // then
            await().until(() -> !process.isAlive());
        }
    }

    @Test
    void answersManyCommandsOfOneConnectionAtOnce() throws Exception {
        try (SimulatedHost host = host(GUIDE);
                ClientSession session = ssh.connect(host.port())) {
            // when
            List<Integer> answers = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(number -> codeOf(session, "exit " + number))
                    .toList();

            // then
            assertThat(answers).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
            assertThat(host.commandCount()).isEqualTo(8);
        }
    }

    private static Integer codeOf(ClientSession session, String command) {
        try {
            return SshClientForTests.run(session, command, "").code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SimulatedHost host(HostDescription description) {
        return SimulatedHost.create(folder, description)
                .authorizedKey(ssh.publicKey())
                .start(0);
    }
}
