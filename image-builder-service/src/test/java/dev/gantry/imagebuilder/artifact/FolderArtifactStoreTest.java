package dev.gantry.imagebuilder.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArtifactStoreTest {

    @TempDir
    Path folder;

    FolderArtifactStore store;
    int made;

    @BeforeEach
    void open() {
        store = new FolderArtifactStore(folder.resolve("store"), "http://127.0.0.1:8104/pulp/content");
    }

    @Test
    void everyPublicationIsAVersionAndTheSameAgainIsNone() throws IOException {
        // given
        Artifact one = file("a.zip", "one");

        // when
        Map<String, String> urls = store.publish("nvidia", List.of(one), new None());
        store.publish("nvidia", List.of(one), new None());
        store.publish("nvidia", List.of(file("b.zip", "two")), new None());

        // then
        assertThat(urls).containsEntry("a.zip", "http://127.0.0.1:8104/pulp/content/nvidia/a.zip");
        assertThat(store.versions("nvidia"))
                .extracting(RepositoryVersion::number)
                .containsExactly(2L, 1L);
        assertThat(store.latest("nvidia").orElseThrow().files()).hasSize(2);
    }

    @Test
    void aRollBackServesTheEarlierFilesAsANewVersion() throws IOException {
        // given
        store.publish("nvidia", List.of(file("a.zip", "good")), new None());
        store.publish("nvidia", List.of(file("b.zip", "bad")), new None());

        // when
        RepositoryVersion version = store.rollBack("nvidia", 1);

        // then
        assertThat(version.number()).isEqualTo(3);
        assertThat(store.find("nvidia", "b.zip")).isEmpty();
        assertThat(store.find("nvidia", "a.zip").orElseThrow().path()).hasContent("good");
        assertThatThrownBy(() -> store.rollBack("nvidia", 9)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPublishedNameNeverChangesItsBytesNotEvenAfterARollBack() throws IOException {
        // given
        Artifact good = file("a.zip", "good");
        store.publish("nvidia", List.of(file("first.zip", "first")), new None());
        store.publish("nvidia", List.of(good), new None());
        store.rollBack("nvidia", 1);
        Artifact other = file("other.zip", "other");

        // when / then
        assertThatThrownBy(() -> store.publish(
                        "nvidia",
                        List.of(new Artifact("a.zip", other.file(), other.sha256(), other.bytes())),
                        new None()))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.reason()).isEqualTo("published-name-taken"));
        assertThat(store.publishedAs("nvidia", "a.zip")).contains(good.sha256());
        assertThat(store.publishedAs("nvidia", "c.zip")).isEmpty();
    }

    @Test
    void nothingOutsideARepositoryIsFound() throws IOException {
        // given
        store.publish("nvidia", List.of(file("a.zip", "one")), new None());

        // when / then
        assertThat(store.find("nvidia", "../../lock")).isEmpty();
        assertThat(store.latest("../nvidia")).isEmpty();
        assertThat(store.latest("..")).isEmpty();
    }

    @Test
    void publishingTogetherLosesNothing() throws Exception {
        // given
        List<Future<?>> running = new ArrayList<>();

        // when
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 20; i++) {
                Artifact file = file("f" + i, "content " + i);
                running.add(threads.submit(() -> store.publish("nvidia", List.of(file), new None())));
            }
        }
        for (Future<?> each : running) {
            each.get();
        }

        // then
        assertThat(store.latest("nvidia").orElseThrow().files()).hasSize(20);
        assertThat(store.versions("nvidia")).hasSize(20);
    }

    private Artifact file(String name, String content) throws IOException {
        Path source = folder.resolve("in-" + made++);
        return new Artifact(name, HashedFile.write(new ByteArrayInputStream(content.getBytes()), source, 1 << 20));
    }

    private record None() implements Checkpoints {
        @Override
        public Optional<String> recall(String key) {
            return Optional.empty();
        }

        @Override
        public void keep(String key, String value) {}

        @Override
        public void forget(String key) {}
    }

    @Test
    void theSourceMayGoAwayAfterwards() throws IOException {
        // given
        Artifact one = file("a.zip", "one");
        store.publish("nvidia", List.of(one), new None());

        // when
        Files.delete(one.file());

        // then
        assertThat(store.find("nvidia", "a.zip").orElseThrow().path()).hasContent("one");
    }
}
