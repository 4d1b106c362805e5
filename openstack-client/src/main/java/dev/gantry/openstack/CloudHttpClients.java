package dev.gantry.openstack;

import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.security.CaBundle;
import dev.gantry.openstack.Cloud.Trust;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes the client that speaks to a cloud, believing the certificates that its {@code clouds.yaml} says are to be believed. */
final class CloudHttpClients {

    private static final int UNUSABLE = 400;

    private CloudHttpClients() {}

    /** Redirections are not followed: they would carry the token to wherever they point. */
    static OutgoingHttp client(Cloud cloud) {
        return OutgoingHttp.over(trusting(cloud));
    }

    private static HttpClient trusting(Cloud cloud) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        return switch (cloud.trust()) {
            case Trust.System() -> client.build();
            case Trust.Authorities(var pem) -> {
                try {
                    yield client.sslContext(CaBundle.context(pem)).build();
                } catch (IOException e) {
                    throw new RemoteException(UNUSABLE, "cacert", "cannot be read: " + e.getMessage());
                }
            }
            case Trust.Anyone() -> {
                Log.warnf("certificates of cloud %s are not checked, as its clouds.yaml says", cloud.name());
                yield client.sslContext(anyone()).build();
            }
        };
    }

    private static SSLContext anyone() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is part of every Java", e);
        }
    }

    /** The extended kind, since for that one alone the client does not compare names itself. */
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
