package dev.gantry.kit.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The one setting for outgoing TLS: the authorities in {@code GANTRY_CA_FILE} (PEM) are trusted besides those of the JDK, by
 * everything in the process that is not told otherwise: the identity provider, OpenStack, Pulp, webhooks, Kafka, other services.
 * The database driver is told by its URL ({@code sslrootcert}).
 */
final class TrustedAuthorities {
    private static final String PASSWORD = "trusted";

    private TrustedAuthorities() {}

    /** Must be called before anything in the process speaks TLS. */
    static void install() throws IOException {
        Optional<Path> pem = Optional.ofNullable(System.getenv("GANTRY_CA_FILE"))
                .filter(file -> !file.isBlank())
                .map(Path::of);
        if (pem.isPresent()) {
            Path store = write(pem.get());
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
            System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
        }
    }

    /** A key store with the JDK's authorities and those of the file; it is removed when the process ends. */
    static Path write(Path pem) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (X509Certificate authority : ofTheJdk()) {
                store.setCertificateEntry("jdk-" + number++, authority);
            }
            int own = 0;
            try (InputStream in = Files.newInputStream(pem)) {
                for (Certificate authority :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("own-" + own++, authority);
                }
            }
            if (own == 0) {
                throw new IOException(pem + " holds no certificate; write the authorities to trust into it in PEM");
            }
            Path file = Files.createTempFile("gantry-trust", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw new IOException(pem + " holds no certificates in PEM: " + e.getMessage(), e);
        }
    }

    private static X509Certificate[] ofTheJdk() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        @Nullable KeyStore theDefault = null;
        factory.init(theDefault);
        return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
    }
}
