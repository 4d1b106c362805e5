package dev.gantry.kit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gantry.testing.tls.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate no system trusts: {@code GANTRY_CA_FILE} makes it trusted, and only the servers that it is of. */
class PrivateAuthorityTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static HttpsServer server;
    private static Path authority;
    private static Path another;

    @BeforeAll
    static void open() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.in(folder);
        authority = certificate.pem();
        another = SelfSignedCertificate.in(folder, "other").pem();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void close() {
        server.stop(0);
    }

    @Test
    void isTrustedWhereTheSettingNamesIt() throws Exception {
        assertThat(status(Optional.of(authority), "127.0.0.1")).isEqualTo(204);
    }

    @Test
    void isRefusedWithoutTheSettingAndWithAnotherAuthority() {
        assertThatThrownBy(() -> status(Optional.empty(), "127.0.0.1")).hasMessageContaining("PKIX");
        assertThatThrownBy(() -> status(Optional.of(another), "127.0.0.1")).hasMessageContaining("PKIX");
    }

    @Test
    void isNotTrustedUnderAnotherName() {
        assertThatThrownBy(() -> status(Optional.of(authority), "localhost")).isInstanceOf(IOException.class);
    }

    @Test
    void severalAuthoritiesInOneFileAreAllTrusted() throws Exception {
        // given
        Path both = Files.writeString(
                folder.resolve("both.pem"), Files.readString(another) + "\n" + Files.readString(authority));
        // when, then
        assertThat(status(Optional.of(both), "127.0.0.1")).isEqualTo(204);
    }

    @Test
    void fileWithoutCertificatesIsNamed() throws IOException {
        // given
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        // when, then
        assertThatThrownBy(() -> OutgoingHttp.trusting(Optional.of(empty))).hasMessageContaining(empty.toString());
        assertThatThrownBy(() -> OutgoingHttp.trusting(Optional.of(folder.resolve("none.pem"))))
                .hasMessageContaining("none.pem");
    }

    private static int status(Optional<Path> ca, String host) throws Exception {
        URI url =
                URI.create("https://%s:%d/".formatted(host, server.getAddress().getPort()));
        return OutgoingHttp.trusting(ca).status(HttpRequest.newBuilder(url).build(), LONG);
    }
}
