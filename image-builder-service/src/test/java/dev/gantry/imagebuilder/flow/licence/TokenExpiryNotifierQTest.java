package dev.gantry.imagebuilder.flow.licence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.MadeToken;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.imagebuilder.store.licence.TokenRepository;
import dev.gantry.kit.event.Outbox;
import dev.gantry.local.embedded.ServersForTests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class TokenExpiryNotifierQTest {

    @Inject
    UploadToken uploads;

    @Inject
    TokenRepository tokens;

    @Inject
    BuildRepository builds;

    @Inject
    Outbox outbox;

    @Inject
    ImageBuilderSettings settings;

    @Inject
    EntityManager database;

    private SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void aTokenThatEndsSoonIsAnnouncedOnceAndItsMetricFalls() {
        // given
        Instant end = Instant.parse("2099-06-30T00:00:00Z");
        uploads.take(
                "ending",
                MadeToken.until(end).getBytes(StandardCharsets.US_ASCII),
                InvisibleCharacters.Handling.REFUSE);

        // when / then
        assertThat(announcedAt(end.minus(Duration.ofDays(31)))).isZero();
        assertThat(announcedAt(end.minus(Duration.ofDays(29)))).isEqualTo(1);
        assertThat(announcedAt(end.minus(Duration.ofDays(28)))).isEqualTo(1);
        assertThat(metrics.get("gantry.licence.token.seconds.left")
                        .tag("token", "ending")
                        .gauge()
                        .value())
                .isEqualTo(Duration.ofDays(28).toSeconds());
    }

    /** How many warnings of the token there are after a check at that time. */
    private long announcedAt(Instant now) {
        metrics = new SimpleMeterRegistry();
        TokenExpiryNotifier notifier =
                new TokenExpiryNotifier(tokens, builds, outbox, Clock.fixed(now, ZoneOffset.UTC), settings, metrics);
        QuarkusTransaction.requiringNew().run(notifier::check);
        return QuarkusTransaction.requiringNew().call(() -> ((Number) database.createNativeQuery(
                                "select count(*) from outbox where data like '%2099-06-30T00:00:00Z%'")
                        .getSingleResult())
                .longValue());
    }
}
