package dev.gantry.provisioner.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/** Sockets that send at once. With Nagle's algorithm each command waits 40 ms for the host's delayed acknowledgement. */
final class EagerSockets extends SocketFactory {

    @Override
    public Socket createSocket() throws IOException {
        return eager(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return eager(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return eager(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return eager(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return eager(new Socket(host, port, local, localPort));
    }

    private static Socket eager(Socket socket) throws SocketException {
        socket.setTcpNoDelay(true);
        return socket;
    }
}
