package dev.gantry.provisioner.ssh;

import dev.gantry.provisioner.ssh.login.ConnectedSocketFactory;
import java.io.IOException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** The bytes' way to a host, open before the two sides begin to talk. */
sealed interface SshRoute {

    /** Brings the two sides to terms. */
    void connect() throws IOException;

    /** Ends it at once, whoever waits for an answer. */
    void close();

    /** A connection from here. */
    record Direct(SSHClient client, ConnectedSocketFactory dialled, SshTarget target) implements SshRoute {

        @Override
        public void connect() throws IOException {
            client.setSocketFactory(dialled);
            client.connect(target.address(), target.port());
        }

        @Override
        public void close() {
            try {
                dialled.createSocket().close();
            } catch (IOException alreadyGone) {
                // nothing is left to close
            }
        }
    }

    /** A connection that a jump host made. */
    record Forwarded(SSHClient client, DirectConnection tunnel) implements SshRoute {

        @Override
        public void connect() throws IOException {
            client.connectVia(tunnel);
        }

        @Override
        public void close() {
            try {
                tunnel.close();
            } catch (IOException | RuntimeException alreadyGone) {
                // nothing is left to close
            }
        }
    }
}
