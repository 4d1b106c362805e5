package dev.gantry.imagebuilder.flow.licence;

import dev.gantry.contracts.image.LicenceTokenExpiring;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.imagebuilder.store.licence.TokenRepository;
import dev.gantry.kit.event.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells once of each licence token that ends soon, and shows for all how long they are still good. */
@ApplicationScoped
public class TokenExpiryNotifier {

    private final TokenRepository tokens;
    private final BuildRepository builds;
    private final Outbox outbox;
    private final Clock clock;
    private final Duration before;
    private final MultiGauge left;

    TokenExpiryNotifier(
            TokenRepository tokens,
            BuildRepository builds,
            Outbox outbox,
            Clock clock,
            ImageBuilderSettings settings,
            MeterRegistry metrics) {
        this.tokens = tokens;
        this.builds = builds;
        this.outbox = outbox;
        this.clock = clock;
        this.before = settings.tokens().warnBefore();
        this.left = MultiGauge.builder("gantry.licence.token.seconds.left")
                .description("How long a licence token is still good, in seconds")
                .register(metrics);
    }

    @Scheduled(every = "1m", delayed = "10s")
    @Transactional
    void check() {
        Instant now = clock.instant();
        for (LicenceToken token : tokens.claimExpiring(now.plus(before), now)) {
            List<String> images = builds.withToken(token.fingerprint()).stream()
                    .map(b -> b.image().name())
                    .distinct()
                    .toList();
            outbox.publish(new LicenceTokenExpiring(
                    token.name(), token.fingerprint(), String.valueOf(token.expiresAt()), images));
            Log.warnf("licence token ends soon token=%s expires=%s images=%s", token.name(), token.expiresAt(), images);
        }
        left.register(
                tokens.allCurrent().stream()
                        .filter(t -> t.expiresAt() != null)
                        .map(t -> MultiGauge.Row.of(
                                Tags.of("token", t.name()),
                                Duration.between(now, t.expiresAt()).toSeconds()))
                        .toList(),
                true);
    }
}
