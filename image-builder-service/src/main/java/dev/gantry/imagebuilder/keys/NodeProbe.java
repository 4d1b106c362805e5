package dev.gantry.imagebuilder.keys;

import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.imagebuilder.model.licence.ProbeResult;
import dev.gantry.kit.blocking.BlockingCalls;
import dev.gantry.kit.client.FailureDescription;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Knocks at licence servers: whether the port answers, and on 443 whether it speaks TLS and until when its certificate is good.
 * The certificate is not judged: an appliance signs its own, and guests trust the token instead.
 */
public final class NodeProbe {

    private static final int TLS_PORT = 443;

    private final BlockingCalls calls;
    private final Duration within;

    public NodeProbe(BlockingCalls calls, Duration within) {
        this.calls = calls;
        this.within = within;
    }

    /** Every port of every node; 443 where a token names none. */
    public List<ProbeResult> probe(List<LicenceToken.Node> nodes) {
        List<ProbeResult> answers = new ArrayList<>();
        for (LicenceToken.Node node : nodes) {
            List<Integer> ports = node.ports().isEmpty() ? List.of(TLS_PORT) : node.ports();
            ports.forEach(port -> answers.add(probe(node.host(), port)));
        }
        return answers;
    }

    /** Within four times the time of one step, name resolution and all: a server that trickles holds nobody. */
    private ProbeResult probe(String host, int port) {
        try {
            return calls.call(host + ":" + port, within.multipliedBy(4), () -> connect(host, port));
        } catch (IOException e) {
            return new ProbeResult(host, port, false, null, null, FailureDescription.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProbeResult(host, port, false, null, null, "interrupted");
        }
    }

    private ProbeResult connect(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) within.toMillis());
            socket.setSoTimeout((int) within.toMillis());
            return port == 80 || port == 7070 || port == 22
                    ? new ProbeResult(host, port, true, null, null, "open")
                    : speak(socket, host, port);
        } catch (IOException | IllegalArgumentException e) {
            return new ProbeResult(host, port, false, null, null, FailureDescription.of(e));
        }
    }

    private static ProbeResult speak(Socket socket, String host, int port) {
        try (SSLSocket tls = (SSLSocket) anyCertificate().getSocketFactory().createSocket(socket, host, port, true)) {
            tls.startHandshake();
            X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
            return new ProbeResult(
                    host,
                    port,
                    true,
                    tls.getSession().getProtocol(),
                    certificate.getNotAfter().toInstant(),
                    certificate.getSubjectX500Principal().getName());
        } catch (IOException | GeneralSecurityException e) {
            return new ProbeResult(host, port, true, null, null, "no TLS: " + e.getMessage());
        }
    }

    private static SSLContext anyCertificate() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Looking()}, new SecureRandom());
        return context;
    }

    /** Looks and lets pass: only the probe uses it, and it sends nothing. */
    private static final class Looking implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
