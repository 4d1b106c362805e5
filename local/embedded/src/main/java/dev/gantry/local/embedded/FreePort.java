package dev.gantry.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds and checks TCP ports of the loopback interface. */
public final class FreePort {
    private FreePort() {}

    /** A port that nobody listened on a moment ago. */
    public static int any() {
        return any(1).getFirst();
    }

    /** So many of them, each another one. */
    public static List<Integer> any(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            // Held until all are chosen: a port that was given back may be given out again.
            while (sockets.size() < count) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /** The port itself, or any free one for 0. Throws {@link PortTaken} when somebody listens there. */
    public static int orAny(int port) {
        if (port == 0) {
            return any();
        }
        try (ServerSocket socket = new ServerSocket()) {
            // A port of a server that just stopped may linger in TIME_WAIT: that is not "taken".
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return port;
        } catch (IOException e) {
            throw new PortTaken(port, e);
        }
    }

    /** The port is held by another process. */
    public static final class PortTaken extends IllegalStateException {
        private static final long serialVersionUID = 1L;
        private final int port;

        PortTaken(int port, IOException cause) {
            super(
                    "port " + port + " on 127.0.0.1 is taken by another process; stop that one or choose another port",
                    cause);
            this.port = port;
        }

        public int port() {
            return port;
        }
    }
}
