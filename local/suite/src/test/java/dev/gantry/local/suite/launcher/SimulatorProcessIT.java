package dev.gantry.local.suite.launcher;

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
class SimulatorProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void letsTheSuitesKeyInAndShowsThePinnedHostKey() throws Exception {
        // given
        SuiteFolder home = new SuiteFolder(Path.of(""), Path.of("target/simulation"));
        ManagedProcess child = new ManagedProcess(
                SimulatorProcess.part(home, Ports.from(0, SimulatorProcess.HOSTS)), home, text -> {});
        child.start();
        try (SshClient client = SshClient.setUpDefaultClient()) {
            Map<String, SimulatorProcess.Access> hosts = SimulatorProcess.await(child);
            assertThat(hosts).containsOnlyKeys(SimulatorProcess.HOSTS);
            SimulatorProcess.Access first = hosts.get("computegpu000");
            client.setServerKeyVerifier(
                    (session, address, key) -> KeyUtils.getFingerPrint(key).equals(first.hostKey()));
            client.start();
            // when
            try (ClientSession session = client.connect(SimulatorProcess.USER, "127.0.0.1", first.port())
                    .verify(LIMIT)
                    .getSession()) {
                OpenSSHKeyPairResourceParser.INSTANCE
                        .loadKeyPairs(session, SecretFiles.sshKey(home), FilePasswordProvider.EMPTY)
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
