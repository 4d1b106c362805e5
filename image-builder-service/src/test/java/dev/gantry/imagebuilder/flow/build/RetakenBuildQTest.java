package dev.gantry.imagebuilder.flow.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.StandInTools;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.image.ImageService;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.BuildState;
import dev.gantry.imagebuilder.model.image.MadeImage;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A service killed between an image and its publication. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
@QuarkusTestResource(StandInTools.class)
class RetakenBuildQTest {

    @Inject
    ImageService images;

    @Inject
    RequestBuild requests;

    @Inject
    BuildRepository builds;

    @Inject
    JobQueue jobs;

    @Inject
    DataFolder data;

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

    private String built(String name) {
        images.define(
                MadeImage.of("fault-ok")
                        .named(name)
                        .type("tgz")
                        .verification("optional")
                        .definition(),
                null);
        String id = requests.request(name, RequestBuild.Again.ONLY_IF_CHANGED)
                .build()
                .id();
        awaitSucceeded(id);
        return id;
    }

    /** As after a kill: the build runs, and nobody has its job. */
    private void retake(String id) {
        QuarkusTransaction.requiringNew().run(() -> {
            Build build = builds.findForUpdate(id).orElseThrow();
            builds.save(new Build(
                    id,
                    build.image(),
                    build.inputsDigest(),
                    BuildState.RUNNING,
                    build.progress(),
                    null,
                    null,
                    build.times()));
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
