package dev.gantry.novaconfig.git;

import dev.gantry.kit.security.CaBundle;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/** Connections that trust the authorities of one file, for a forge with a certificate of the site's own. */
final class TrustedHttpsConnections extends JDKHttpConnectionFactory {

    private final TrustManager[] authorities;

    /** @throws IOException when the file cannot be read or holds no certificate */
    TrustedHttpsConnections(Path pem) throws IOException {
        authorities = CaBundle.trustManagers(pem);
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return trusting(super.create(url));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return trusting(super.create(url, proxy));
    }

    private HttpConnection trusting(HttpConnection connection) throws IOException {
        if (!connection.getURL().getProtocol().equals("https")) {
            return connection;
        }
        try {
            connection.configure(null, authorities, null);
            return connection;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS for " + connection.getURL().getHost(), e);
        }
    }
}
