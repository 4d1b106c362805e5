package dev.gantry.kit.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service learns of a token from inventory, and how long it believes it. */
class InventorysTokensTest {
    private static final String TOKEN = IssuedTokens.PREFIX + "a".repeat(64);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicReference<String> header = new AtomicReference<>("");
    private volatile int status = 200;
    private volatile String body = "{\"name\":\"portal\",\"role\":\"operator\",\"end\":\"2026-02-01T00:00:00Z\"}";
    private HttpServer inventory;
    private InventorysTokens tokens;

    @BeforeEach
    void start() throws IOException {
        inventory = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inventory.createContext("/v1/whoami", call -> {
            questions.incrementAndGet();
            header.set(call.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = body.getBytes(UTF_8);
            call.sendResponseHeaders(status, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        inventory.start();
        tokens = new InventorysTokens(
                "http://127.0.0.1:" + inventory.getAddress().getPort() + "/", new MovingClock());
    }

    @AfterEach
    void stop() {
        inventory.stop(0);
    }

    @Test
    void tokenIsItsOwnersAndAskedForOnceInHalfAMinute() {
        // when
        tokens.find(TOKEN).await().indefinitely();
        now.set(START.plus(Duration.ofSeconds(29)));
        var found = tokens.find(TOKEN).await().indefinitely();
        // then
        assertThat(found).contains(new ApiToken("portal", "operator", Instant.parse("2026-02-01T00:00:00Z")));
        assertThat(header.get()).isEqualTo("Bearer " + TOKEN);
        assertThat(questions).hasValue(1);
    }

    @Test
    void tokenThatWasRevokedIsRefusedAfterHalfAMinute() {
        // given
        tokens.find(TOKEN).await().indefinitely();
        status = 401;
        // when
        now.set(START.plus(Duration.ofSeconds(31)));
        // then
        assertThat(tokens.find(TOKEN).await().indefinitely()).isEmpty();
    }

    @Test
    void inventoryThatFailsSaysNeitherYesNorNo() {
        // given
        status = 503;
        // then
        assertThatThrownBy(() -> tokens.find(TOKEN).await().indefinitely())
                .isInstanceOf(TokensUnreachableException.class)
                .hasMessageContaining("GANTRY_INVENTORY_URL");
        // given
        status = 200;
        // then
        assertThat(tokens.find(TOKEN).await().indefinitely()).isPresent();
    }

    private final class MovingClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
