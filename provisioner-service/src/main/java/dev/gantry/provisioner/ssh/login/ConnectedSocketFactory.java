package dev.gantry.provisioner.ssh.login;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Gives the SSH client a socket that is connected already, so that hosts which do not answer hold up no login of others. It sends at
 * once: with Nagle's algorithm each command waits 40 ms for the host's delayed acknowledgement.
 */
public final class ConnectedSocketFactory extends SocketFactory {

    private final Socket socket;

    private ConnectedSocketFactory(Socket socket) {
        this.socket = socket;
    }

    /** A name may stand for several addresses, and not all of them need be reachable from here: each is tried, for {@code patience}. */
    public static ConnectedSocketFactory to(String address, int port, Duration patience) throws IOException {
        IOException first = null;
        for (InetAddress one : InetAddress.getAllByName(address)) {
            try {
                return new ConnectedSocketFactory(dial(new InetSocketAddress(one, port), patience));
            } catch (IOException failed) {
                first = first == null ? failed : first;
            }
        }
        throw first == null ? new IOException("no address of " + address) : first;
    }

    private static Socket dial(InetSocketAddress address, Duration patience) throws IOException {
        Socket made = new Socket();
        try {
            made.setTcpNoDelay(true);
            made.connect(address, (int) patience.toMillis());
            return made;
        } catch (IOException failed) {
            made.close();
            throw failed;
        }
    }

    @Override
    public Socket createSocket() {
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        return socket;
    }
}
