package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.loader.openssh.OpenSSHKeyPairResourceParser;
import org.junit.jupiter.api.Test;

/** The simulated hosts as the process of the suite: reached with the suite's own key. */
class SimulationIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void letsTheSuitesKeyInAndShowsThePinnedHostKey() throws Exception {
        // given
        Home home = new Home(Path.of(""), Path.of("target/simulation"));
        Child child = new Child(Simulation.part(home, Ports.from(0, Simulation.HOSTS)), home, text -> {});
        child.start();
        try (SshClient client = SshClient.setUpDefaultClient()) {
            Map<String, Simulation.Access> hosts = Simulation.await(child);
            assertThat(hosts).containsOnlyKeys(Simulation.HOSTS);
            Simulation.Access first = hosts.get("computegpu000");
            client.setServerKeyVerifier(
                    (session, address, key) -> KeyUtils.getFingerPrint(key).equals(first.hostKey()));
            client.start();
            // when
            try (ClientSession session = client.connect(Simulation.USER, "127.0.0.1", first.port())
                    .verify(LIMIT)
                    .getSession()) {
                OpenSSHKeyPairResourceParser.INSTANCE
                        .loadKeyPairs(session, Secrets.sshKey(home), FilePasswordProvider.EMPTY)
                        .forEach(session::addPublicKeyIdentity);
                session.auth().verify(LIMIT);
                // then
                assertThat(answer(session, "lspci -n -s 0000:17:00.0")).contains("10de:20b5");
            }
        } finally {
            child.askToStop();
            child.awaitStopped(LIMIT);
        }
    }

    private static String answer(ClientSession session, String command) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ClientChannel channel = session.createExecChannel(command)) {
            channel.setOut(out);
            channel.open().verify(LIMIT);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
