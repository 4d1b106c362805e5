package dev.gantry.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginProviderTest {
    private final AtomicInteger asked = new AtomicInteger();

    /** A provider that services reach on loopback and browsers by the name that it tells. */
    private HttpServer provider(int status, String said) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/auth/realms/gantry/.well-known/openid-configuration", call -> {
            asked.incrementAndGet();
            byte[] body = said.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        return server;
    }

    private static LoginProvider of(HttpServer server) {
        return new LoginProvider(
                true,
                Optional.of("http://127.0.0.1:" + server.getAddress().getPort() + "/auth/realms/gantry/"),
                Clock.systemUTC());
    }

    @Test
    void aBrowserGetsTheNameThatTheProviderHasForItselfAndItIsAskedOnce() throws IOException {
        // given
        HttpServer server = provider(200, """
            {"issuer": "https://gantry.example.org:8443/auth/realms/gantry",
             "token_endpoint": "https://tokens.example.org/auth/token"}\
            """);
        try {
            LoginProvider login = of(server);
            // when
            LoginProvider.Provider found = login.find().join().orElseThrow();
            login.find().join();
            // then
            assertThat(found.issuer()).isEqualTo("https://gantry.example.org:8443/auth/realms/gantry");
            assertThat(found.origins())
                    .isEqualTo(List.of("https://gantry.example.org:8443", "https://tokens.example.org"));
            assertThat(asked).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theSettingStandsInForAProviderThatSaysNothingOfUse() throws IOException {
        for (String said : List.of("no JSON", "{}", "{\"issuer\": \"not a URL: \\u0000\"}")) {
            HttpServer server = provider(200, said);
            try {
                // when
                String issuer = of(server).find().join().orElseThrow().issuer();
                // then
                assertThat(issuer)
                        .as(said)
                        .isEqualTo("http://127.0.0.1:" + server.getAddress().getPort() + "/auth/realms/gantry");
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void nobodyIsAskedWithoutALoginOfThatKind() {
        assertThat(new LoginProvider(false, Optional.of("http://127.0.0.1:1/realms/none"), Clock.systemUTC())
                        .find()
                        .join())
                .isEmpty();
        assertThat(new LoginProvider(true, Optional.of("no URL at all"), Clock.systemUTC())
                        .find()
                        .join())
                .isEmpty();
    }
}
