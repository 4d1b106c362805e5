package dev.gantry.kit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureDescriptionTest {

    @Test
    void refusedConnectionAndUnknownNameAreTold() throws IOException {
        // given
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        // then
        assertThat(FailureDescription.of(failure("http://127.0.0.1:" + closed)))
                .isEqualTo("the connection was refused");
        assertThat(FailureDescription.of(failure("http://nowhere.invalid")))
                .isEqualTo("its name is not known to the resolver");
    }

    @Test
    void ownWordsStayAndSilenceHasSome() {
        assertThat(FailureDescription.of(new IOException("disk on fire"))).isEqualTo("disk on fire");
        assertThat(FailureDescription.of(new IOException())).isEqualTo("it failed without a word");
        assertThat(FailureDescription.of(catchThrowable(() -> Files.readString(Path.of("/no/such/file")))))
                .isEqualTo("/no/such/file is not there");
    }

    @Test
    void distrustIsFoundHoweverDeep() {
        assertThat(FailureDescription.isDistrust(
                        new IOException(new IOException(new CertificateException("self-signed")))))
                .isTrue();
        assertThat(FailureDescription.isDistrust(new IOException("no"))).isFalse();
    }

    private static Throwable failure(String url) throws IOException {
        OutgoingHttp http = OutgoingHttp.trusting(Optional.empty());
        return catchThrowable(
                () -> http.send(HttpRequest.newBuilder(URI.create(url)).build(), Duration.ofSeconds(10), 100));
    }
}
