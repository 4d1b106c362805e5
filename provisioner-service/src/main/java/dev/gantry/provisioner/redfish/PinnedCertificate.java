package dev.gantry.provisioner.redfish;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts one certificate, whoever signed it and whatever name is in it: controllers come with one of their own making. */
final class PinnedCertificate extends X509ExtendedTrustManager {

    private final String sha256;

    private PinnedCertificate(String sha256) {
        this.sha256 = sha256;
    }

    static SSLContext context(String sha256) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(sha256)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            String found = HexFormat.of().formatHex(sum);
            if (!found.equals(sha256)) {
                throw new CertificateException(
                        "the certificate has the fingerprint " + found + ", pinned is " + sha256);
            }
        } catch (GeneralSecurityException e) {
            throw e instanceof CertificateException certificate ? certificate : new CertificateException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no client is expected here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no client is expected here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no client is expected here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
