package dev.gantry.provisioner.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Hosts whose address is IPv6, reached directly and by a jump host that is, too. */
class Ipv6AddressIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    /** Not a tool that can be installed: some machines have no IPv6 at all. */
    static boolean isIpv6Here() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @EnabledIf(value = "isIpv6Here", disabledReason = "this machine has no IPv6")
    void isReachedDirectlyAndThroughAJumpHost() throws Exception {
        Path key = OpenSshServer.clientKey(folder);
        InetAddress loopback = InetAddress.getByName("::1");
        try (TestServer host = new TestServer(loopback, "ed25519");
                TestServer bastion = new TestServer(loopback, "ed25519")) {
            // given
            SshHosts hosts = SshSettingsForTests.hosts(key, SOON);
            SshTarget direct = SshTarget.of("::1", host.port(), "root", host.fingerprint(0), null);
            SshTarget behind = SshTarget.of(
                    "0:0:0:0:0:0:0:1",
                    host.port(),
                    "root",
                    host.fingerprint(0),
                    "root@[::1]:" + bastion.port() + "|" + bastion.fingerprint(0));

            // when
            CommandResult answer = hosts.run(direct, new RemoteScript("echo direct", SOON));
            CommandResult through = hosts.run(behind, new RemoteScript("echo through", SOON));

            // then
            assertThat(answer.out()).isEqualTo("direct\n");
            assertThat(through.out()).isEqualTo("through\n");
            assertThat(bastion.logins).hasValue(1);
        }
    }

    @Test
    void isShownWithItsPortInBrackets() {
        SshTarget target = SshTarget.of("2001:db8::7", 22, "stack", "SHA256:x", "ops@[2001:db8::1]:2222|SHA256:y");
        assertThat(target).hasToString("stack@[2001:db8::7]:22");
        assertThat(target.jump()).hasToString("ops@[2001:db8::1]:2222");
    }
}
