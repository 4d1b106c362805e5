package dev.gantry.imagebuilder.flow.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.MadeToken;
import dev.gantry.imagebuilder.StandInTools;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.image.ImageService;
import dev.gantry.imagebuilder.flow.licence.TokenExpiryNotifier;
import dev.gantry.imagebuilder.flow.licence.UploadToken;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.BuildState;
import dev.gantry.imagebuilder.model.image.MadeImage;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.imagebuilder.store.licence.TokenRepository;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.local.embedded.ServersForTests;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What time does: a service killed between an image and its publication, a token that comes to its end. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class RetakenBuildQTest {

    @Inject
    ImageService define;

    @Inject
    RequestBuild request;

    @Inject
    BuildRepository builds;

    @Inject
    JobQueue jobs;

    @Inject
    DataFolder data;

    @Inject
    UploadToken takeIn;

    @Inject
    TokenRepository tokens;

    @Inject
    Outbox outbox;

    @Inject
    ImageBuilderSettings settings;

    // of the last look alone: the service's own gauge goes on in its registry
    private MeterRegistry metrics = new SimpleMeterRegistry();

    @Inject
    EntityManager database;

    @Test
    void aDoneImageIsNotMadeAgainButADamagedOneIs() throws Exception {
        // given
        String id = built("retaken");
        Path folder = data.build(id);
        Path image = folder.resolve("out").resolve("retaken.tgz");
        Files.writeString(folder.resolve("log.txt"), "the first run\n");

        // when
        retake(id);

        // then
        assertThat(folder.resolve("log.txt")).hasContent("the first run");

        // and a damaged one is made again
        byte[] good = Files.readAllBytes(image);
        Files.writeString(image, "half");
        retake(id);
        assertThat(folder.resolve("log.txt")).content().contains("Build completed successfully");
        assertThat(image).hasBinaryContent(good);
    }

    @Test
    void aTokenThatEndsSoonIsToldOnceAndItsMetricFalls() {
        // given
        Instant end = Instant.parse("2099-06-30T00:00:00Z");
        takeIn.take(
                "ending",
                MadeToken.until(end).getBytes(StandardCharsets.US_ASCII),
                InvisibleCharacters.Handling.REFUSE);

        // when / then
        assertThat(toldAt(end.minus(Duration.ofDays(31)))).isZero();
        assertThat(toldAt(end.minus(Duration.ofDays(29)))).isEqualTo(1);
        assertThat(toldAt(end.minus(Duration.ofDays(28)))).isEqualTo(1);
        assertThat(metrics.get("gantry.licence.token.seconds.left")
                        .tag("token", "ending")
                        .gauge()
                        .value())
                .isEqualTo(Duration.ofDays(28).toSeconds());
    }

    /** How many warnings of the token there are after a look at that time. */
    private long toldAt(Instant now) {
        metrics = new SimpleMeterRegistry();
        TokenExpiryNotifier warn =
                new TokenExpiryNotifier(tokens, builds, outbox, Clock.fixed(now, ZoneOffset.UTC), settings, metrics);
        QuarkusTransaction.requiringNew().run(warn::look);
        return QuarkusTransaction.requiringNew().call(() -> ((Number) database.createNativeQuery(
                                "select count(*) from outbox where data like '%2099-06-30T00:00:00Z%'")
                        .getSingleResult())
                .longValue());
    }

    private String built(String name) {
        define.define(
                MadeImage.of("fate-ok")
                        .named(name)
                        .type("tgz")
                        .verification("optional")
                        .definition(),
                null);
        String id = request.request(name, RequestBuild.Again.ONLY_IF_CHANGED)
                .build()
                .id();
        awaitSucceeded(id);
        return id;
    }

    /** As after a kill: the build runs, and nobody has its job. */
    private void retake(String id) {
        QuarkusTransaction.requiringNew().run(() -> {
            Build build = builds.findForUpdate(id).orElseThrow();
            builds.save(build.running(build.times().askedAt()));
            jobs.enqueue(BuildWorker.KIND, id, id);
        });
        awaitSucceeded(id);
    }

    private void awaitSucceeded(String id) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        QuarkusTransaction.requiringNew()
                                .call(() -> builds.find(id).orElseThrow().state()))
                .isEqualTo(BuildState.SUCCEEDED));
    }
}
