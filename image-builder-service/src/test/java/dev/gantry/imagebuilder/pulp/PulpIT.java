package dev.gantry.imagebuilder.pulp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.file.MadeBundle;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Pulp; see {@link RealPulp}. */
class PulpIT {

    private static final long CHUNK = 1 << 20;

    @TempDir
    static Path home;

    static RealPulp pulp;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        pulp = RealPulp.start(home.resolve("pulp"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (pulp != null) {
            pulp.close();
        }
    }

    @Test
    void aBundleIsPublishedUnderTheGuidesNamesInOneCallAndOnce() throws Exception {
        // given
        Artifact bundle = file(MadeBundle.NAME, random(3 * CHUNK + 7));
        ArtifactStore store = store(pulp.url(), pulp.password());

        // when
        Map<String, String> urls = store.publish("nvidia", List.of(bundle), new Kept());

        // then
        String url = urls.get(MadeBundle.NAME);
        assertThat(url).endsWith("/pulp/content/nvidia/" + MadeBundle.NAME);
        assertThat(get(url)).isEqualTo(Files.readAllBytes(bundle.file()));
        assertThat(new String(get(url.replace(MadeBundle.NAME, "PULP_MANIFEST"))))
                .contains("%s,%s,%d".formatted(MadeBundle.NAME, bundle.sha256(), bundle.bytes()));

        // and the same bytes again are no new version
        int versions = store.versions("nvidia").size();
        assertThat(store.publish("nvidia", List.of(bundle), new Kept())).isEqualTo(urls);
        assertThat(store.versions("nvidia")).hasSize(versions);
    }

    @Test
    void aLostAnswerAtEveryStepStillMakesOneVersion() throws Exception {
        // given
        Artifact bundle = file("lost.zip", random(2 * CHUNK + 99));
        Kept kept = new Kept();
        try (DroppingProxy proxy = new DroppingProxy(pulp.url())) {
            ArtifactStore store = store(proxy.url(), pulp.password());

            // when
            Optional<Map<String, String>> urls = Optional.empty();
            for (int tries = 0; urls.isEmpty() && tries < 40; tries++) {
                try {
                    urls = Optional.of(store.publish("lossy", List.of(bundle), kept));
                } catch (RemoteException e) {
                    assertThat(e.reason()).isEqualTo("pulp-down");
                }
            }

            // then
            assertThat(urls).isPresent();
            assertThat(get(urls.get().get("lost.zip"))).isEqualTo(Files.readAllBytes(bundle.file()));
            assertThat(store.versions("lossy")).hasSize(1);
            assertThat(proxy.drops()).isGreaterThanOrEqualTo(7);
            assertThat(kept.values).isEmpty();
        }
    }

    @Test
    void whatIsToBeGuardedIsNeverOpen() throws Exception {
        // given
        ArtifactStore store = store(pulp.url(), pulp.password());
        List<Artifact> image = List.of(file("licensed.qcow2", random(99)));
        assertThatThrownBy(() -> store.publish("guarded", image, new Kept()))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.reason()).isEqualTo("pulp-guard-unknown"));
        pulp.post(
                "/pulp/api/v3/contentguards/core/header/",
                "{\"name\":\"guard of the images\",\"header_name\":\"x-site\",\"header_value\":\"ours\"}");

        // when
        String url = store.publish("guarded", image, new Kept()).get("licensed.qcow2");

        // then
        assertThat(status(url)).isEqualTo(403);
    }

    @Test
    void anEarlierVersionIsServedAgainByOneCall() throws Exception {
        // given
        ArtifactStore store = store(pulp.url(), pulp.password());
        String good = store.publish("rolling", List.of(file("good.run", "good".getBytes())), new Kept())
                .get("good.run");
        String bad = store.publish("rolling", List.of(file("bad.run", "bad".getBytes())), new Kept())
                .get("bad.run");
        assertThat(new String(get(bad))).isEqualTo("bad");

        // when
        RepositoryVersion version = store.rollBack("rolling", 1);

        // then
        assertThat(version.number()).isEqualTo(3);
        assertThat(new String(get(good))).isEqualTo("good");
        // At once, since this Pulp is told to keep nothing of a replaced publication (by default it does for 3 days).
        assertThat(status(bad)).isEqualTo(404);
        assertThat(store.versions("rolling"))
                .extracting(v -> v.files().stream()
                        .map(RepositoryVersion.File::relativePath)
                        .toList())
                .containsExactly(List.of("good.run"), List.of("bad.run", "good.run"), List.of("good.run"));
    }

    @Test
    void sevenFilesAreOneVersionAndKeepTheirNamesAlsoAfterARollBack() throws Exception {
        // given
        ArtifactStore store = store(pulp.url(), pulp.password());
        store.publish("seven", List.of(file("first.run", "first".getBytes())), new Kept());
        List<Artifact> bundle = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            bundle.add(file("part-%d.run".formatted(i), random(100 + i)));
        }

        // when
        store.publish("seven", bundle, new Kept());

        // then
        assertThat(store.versions("seven")).extracting(v -> v.files().size()).containsExactly(8, 1);
        assertThat(store.versions("seven").getFirst().files())
                .extracting(RepositoryVersion.File::bytes)
                .contains(100L, 106L);

        // and a name that was ever published is not given to other bytes
        store.rollBack("seven", 1);
        assertThat(store.publishedAs("seven", "part-0.run"))
                .contains(bundle.getFirst().sha256());
        assertThatThrownBy(() -> store.publish("seven", List.of(file("part-0.run", "other".getBytes())), new Kept()))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.reason()).isEqualTo("published-name-taken"));
    }

    @Test
    void pulpsOwnWordsAreShownWhenItRefuses() throws Exception {
        // given
        ArtifactStore store = store(pulp.url(), "wrong");
        Artifact bundle = file("a.zip", random(10));

        // when / then
        assertThatThrownBy(() -> store.publish("nvidia", List.of(bundle), new Kept()))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.reason()).isEqualTo("pulp-unauthorized");
                    assertThat(e.detail()).contains("Invalid username/password").doesNotContain("wrong");
                    assertThat(e.isRetryable()).isFalse();
                });
    }

    private static ArtifactStore store(URI url, String password) {
        return PulpConnection.open(
                new PulpConnection.Place(
                        url,
                        new PulpConnection.ApiPath("/pulp/", Optional.empty()),
                        Optional.of("admin"),
                        Optional.of(password),
                        Optional.empty()),
                Duration.ofMinutes(2),
                new PulpOptions(
                        CHUNK,
                        Duration.ofMinutes(2),
                        Map.of("made_by", "gantry"),
                        Map.of("guarded", "guard of the images")));
    }

    private Artifact file(String name, byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempDirectory(folder, "in").resolve(name), bytes);
        return new Artifact(name, file, HashedFile.hash(file), bytes.length);
    }

    private static byte[] random(long size) {
        byte[] bytes = new byte[(int) size];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private static byte[] get(String url) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = answer(url);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static int status(String url) throws IOException, InterruptedException {
        return answer(url).statusCode();
    }

    private static HttpResponse<byte[]> answer(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static final class Kept implements Checkpoints {
        final Map<String, String> values = new ConcurrentHashMap<>();

        @Override
        public Optional<String> recall(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void keep(String key, String value) {
            values.put(key, value);
        }

        @Override
        public void forget(String key) {
            values.remove(key);
        }
    }
}
