package dev.gantry.git;

import dev.gantry.kit.security.CaBundle;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** HTTP connections to allowed servers, each hop of a redirect by itself; a forge with a certificate of the site's own is trusted by the authorities of one file. */
final class GuardedConnections extends JDKHttpConnectionFactory {

    private final TargetGuard guard;
    private final TrustManager @Nullable [] authorities;

    /** @throws IOException when the file cannot be read or holds no certificate */
    GuardedConnections(TargetGuard guard, @Nullable Path pem) throws IOException {
        this.guard = guard;
        this.authorities = pem == null ? null : CaBundle.trustManagers(pem);
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return trusting(super.create(checked(url)));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return trusting(super.create(checked(url), proxy));
    }

    private URL checked(URL url) throws IOException {
        try {
            guard.check(new URI(url.getProtocol(), null, url.getHost(), url.getPort(), url.getPath(), null, null));
            return url;
        } catch (URISyntaxException e) {
            throw new IOException("not an address: " + url.getHost(), e);
        }
    }

    private HttpConnection trusting(HttpConnection connection) throws IOException {
        if (authorities == null || !connection.getURL().getProtocol().equals("https")) {
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
