package dev.gantry.kit.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificate authorities in a PEM file: a connection that is given them trusts these and no others, unless it says so. */
public final class CaBundle {

    private CaBundle() {}

    /** @throws IOException naming the file, when it cannot be read or holds no certificate */
    public static TrustManager[] trustManagers(Path pem) throws IOException {
        return trustManagers(pem, List.of());
    }

    private static TrustManager[] trustManagers(Path pem, List<X509Certificate> others) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate other : others) {
                store.setCertificateEntry(
                        "other-" + other.getSerialNumber() + "-" + other.getSubjectX500Principal(), other);
            }
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            if (number == 0) {
                throw new IOException(pem + " holds no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(pem + " holds no certificates in PEM: " + e.getMessage(), e);
        }
    }

    /** @throws IOException as {@link #trustManagers} */
    public static SSLContext context(Path pem) throws IOException {
        return context(pem, List.of());
    }

    /** Trusts the authorities of the file beside those of the system. @throws IOException as {@link #trustManagers} */
    public static SSLContext contextWithSystem(Path pem) throws IOException {
        try {
            TrustManagerFactory system = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            system.init((KeyStore) null);
            List<X509Certificate> authorities = Arrays.stream(system.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                    .toList();
            return context(pem, authorities);
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS with the authorities of the system: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(Path pem, List<X509Certificate> others) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(pem, others), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS with " + pem + ": " + e.getMessage(), e);
        }
    }
}
